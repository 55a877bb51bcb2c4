import CReference
import Crypto

/// The digests that lookups ask for. That of session n is SHA-256 of n in decimal, so that pgbench can make it too.
struct SessionKeys: Sendable {
    static let length = 32

    private let digests: [[UInt8]]
    /// The sessions that there are.
    let sessions: Int

    /// The keys of so many sessions; of very many an even choice, which takes less memory and still leaves no cache
    /// large enough.
    init(sessions: Int) {
        self.sessions = sessions
        digests = stride(from: 0, to: sessions, by: max(1, sessions / 1_000_000)).map(Self.digest(of:))
    }

    static func digest(of number: Int) -> [UInt8] { Array(SHA256.hash(data: Array("\(number)".utf8))) }

    func random(using random: inout WorkerRandom) -> [UInt8] {
        digests[Int.random(in: 0..<digests.count, using: &random)]
    }

    /// Calls `body` with the digests as C takes them; the memory lives as long as the call.
    func withReference<Result>(_ body: (reference_keys) throws -> Result) rethrows -> Result {
        try digests.flatMap { $0 }.withUnsafeBufferPointer {
            try body(reference_keys(bytes: $0.baseAddress, length: Self.length, count: digests.count))
        }
    }
}
