import MortiseSQL
import Synchronization
import struct FoundationEssentials.UUID

extension UUID {
    /// The last stamp given out: 48 bits of milliseconds, 12 bits of counter.
    private static let lastStamp = Atomic<UInt64>(0)

    /// A UUIDv7 (RFC 9562 section 5.7): 48 bits of milliseconds, a 12-bit counter, 62 random bits.
    ///
    /// Those of one process sort in the order in which they were made, also within a millisecond and when the clock is
    /// set back: then they go on from the last one.
    static func version7(at moment: Instant) -> UUID {
        var generator = SystemRandomNumberGenerator()
        let stamp = nextStamp(UInt64(clamping: moment.microseconds / 1000))
        let high = (stamp >> 12) << 16 | 0x7000 | (stamp & 0x0FFF)
        let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        func byte(_ word: UInt64, _ index: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * index)) }
        return UUID(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3), byte(high, 4), byte(high, 5),
                byte(high, 6), byte(high, 7), byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3), byte(low, 4),
                byte(low, 5), byte(low, 6), byte(low, 7)
            ))
    }

    private static func nextStamp(_ milliseconds: UInt64) -> UInt64 {
        var last = lastStamp.load(ordering: .relaxed)
        while true {
            let next = max(milliseconds << 12, last + 1)
            let (isExchanged, current) = lastStamp.compareExchange(
                expected: last, desired: next, ordering: .relaxed)
            if isExchanged { return next }
            last = current
        }
    }
}
