import CReference
import Foundation

/// A generator of random numbers for one task: fast, and no secret depends on it.
struct WorkerRandom: RandomNumberGenerator {
    private var state: UInt64

    init() { state = UInt64.random(in: 1 ... .max) }

    /// xorshift64* (Vigna, 2016).
    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 2_685_821_657_736_338_717
    }

    /// A new UUIDv7, made as the references make theirs.
    mutating func makeID() -> UUID {
        var uuid = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        withUnsafeMutableBytes(of: &uuid) { bytes in
            if let start = bytes.bindMemory(to: UInt8.self).baseAddress { reference_make_id(&state, start) }
        }
        return uuid
    }
}
