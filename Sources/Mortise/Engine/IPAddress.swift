/// An IPv4 or IPv6 address, held as bits.
///
/// An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2) is the IPv4 address it carries, in
/// whichever form it was written: one client has one identity.
public struct IPAddress: Sendable, Hashable {
    // All addresses live in the space of IPv6, IPv4 in its mapped block: so folding needs no code.
    let bits: UInt128

    init(bits: UInt128) {
        self.bits = bits
    }

    /// An address from its 4 or 16 bytes in network order; nil for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        let value = bytes.reduce(0 as UInt128) { $0 << 8 | UInt128($1) }
        bits = bytes.count == 4 ? Self.mappedPrefix | value : value
    }

    /// Whether this is an IPv4 address, mapped ones included.
    public var isIPv4: Bool {
        bits >> 32 == Self.mappedPrefix >> 32
    }

    /// The 4 or 16 bytes of the address in network order.
    public var bytes: [UInt8] {
        let all = sixteenBytes
        return isIPv4 ? Array(all[12...]) : all
    }

    /// The network that rate limits count as one client: an IPv4 address alone, the /64 of an IPv6 address.
    public var network: IPNetwork {
        IPNetwork(containing: self, prefixLength: isIPv4 ? 128 : 64)
    }

    /// The first address of ``network`` as 16 bytes, IPv4 in its mapped form: equal for one client, apart for others.
    public var rateLimitKey: [UInt8] {
        network.base.sixteenBytes
    }

    static let mappedPrefix: UInt128 = 0xFFFF_0000_0000

    private var sixteenBytes: [UInt8] {
        stride(from: 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> UInt128($0)) }
    }
}
