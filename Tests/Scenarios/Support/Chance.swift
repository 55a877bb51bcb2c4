#if CLI
import Foundation

/// A seeded generator, so that a failing run comes back: `MORTISE_SEED` sets the seed.
struct Chance: RandomNumberGenerator {
    /// The seed, to be named by a failure.
    let seed: UInt64
    private var state: UInt64

    /// One with the seed of the environment, or with a new seed.
    init() {
        seed = ProcessInfo.processInfo.environment["MORTISE_SEED"].flatMap { UInt64($0) } ?? .random(in: 0 ... .max)
        state = seed
    }

    /// The next number of SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
#endif
