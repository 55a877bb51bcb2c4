import CReference
import Crypto

/// The digests that lookups ask for. Number n is SHA-256 of n in decimal, so that pgbench can make them too.
struct SessionKeys: Sendable {
    static let length = 32

    private let digests: [[UInt8]]

    init(count: Int) { digests = (0..<count).map { Array(SHA256.hash(data: Array("\($0)".utf8))) } }

    var count: Int { digests.count }

    subscript(number: Int) -> [UInt8] { digests[number] }

    func random(using random: inout WorkerRandom) -> [UInt8] {
        digests[Int.random(in: 0..<digests.count, using: &random)]
    }

    /// Calls `body` with the digests as C takes them; the memory lives as long as the call.
    func withReference<Result>(_ body: (reference_keys) throws -> Result) rethrows -> Result {
        try digests.flatMap { $0 }.withUnsafeBufferPointer {
            try body(reference_keys(bytes: $0.baseAddress, length: Self.length, count: count))
        }
    }
}
