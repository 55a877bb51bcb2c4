/// Steele, Lea and Flood's SplitMix64: a fuzz loop that fails with a seed fails again with it.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// `bytes` after one to four changes: a byte replaced, inserted, removed, or a piece repeated.
    mutating func mutate(_ bytes: [UInt8], alphabet: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0..<4, using: &self) {
            let byte = alphabet.randomElement(using: &self) ?? 0
            guard let position = bytes.indices.randomElement(using: &self) else { return [byte] }
            switch Int.random(in: 0..<4, using: &self) {
            case 0: bytes[position] = byte
            case 1: bytes.insert(byte, at: position)
            case 2: bytes.remove(at: position)
            default: bytes.insert(contentsOf: bytes[position...].prefix(5), at: position)
            }
        }
        return bytes
    }
}
