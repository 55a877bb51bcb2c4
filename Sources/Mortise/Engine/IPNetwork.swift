/// A block of addresses of one family, such as `10.0.0.0/8`, `2001:db8::/32` or a single address.
public struct IPNetwork: Sendable, Hashable {
    /// The first address of the block.
    public let base: IPAddress
    // In the 128-bit space of `IPAddress.bits`: an IPv4 length plus 96.
    private let length: Int

    /// The number of leading bits that the addresses share: 0 to 32 for IPv4, 0 to 128 for IPv6.
    public var prefixLength: Int {
        base.isIPv4 ? length - 96 : length
    }

    /// The block around `address`; `prefixLength` counts in the 128-bit space, 0 to 128, and at least 96 for IPv4.
    init(containing address: IPAddress, prefixLength: Int) {
        base = IPAddress(bits: address.bits & Self.mask(prefixLength))
        length = prefixLength
    }

    /// Parses CIDR notation (RFC 4632, RFC 4291), or a bare address as a block of one.
    ///
    /// Nil is also the answer when the address has bits beyond the prefix (`10.0.0.1/8`): a block that is meant to be
    /// trusted must say exactly what it covers. IPv4-mapped blocks from `/96` on are the IPv4 blocks they carry.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(Substring(first))) else { return nil }
        // Whether the length counts from the start of an IPv6 or of an IPv4 address depends on how it was written.
        let offset = first.contains(UInt8(ascii: ":")) ? 0 : 96
        var length = 128
        if parts.count == 2 {
            guard let written = Self.parseLength(parts[1]), written + offset <= 128 else { return nil }
            length = written + offset
        }
        guard length >= 96 || !address.isIPv4 else { return nil }
        self.init(containing: address, prefixLength: length)
        guard base == address else { return nil }
    }

    /// Whether `address` is of this block's family and lies inside; `::/0` holds no IPv4 address.
    public func contains(_ address: IPAddress) -> Bool {
        address.isIPv4 == base.isIPv4 && address.bits & Self.mask(length) == base.bits
    }

    // A shift by the full width gives zero, as it should.
    private static func mask(_ length: Int) -> UInt128 {
        UInt128.max << UInt128(128 - length)
    }

    private static func parseLength(_ text: Substring.UTF8View) -> Int? {
        guard text.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), text.count <= 3 else {
            return nil
        }
        guard text.count == 1 || text.first != UInt8(ascii: "0") else { return nil }
        return Int(Substring(text))
    }
}

extension IPNetwork: CustomStringConvertible {
    /// The canonical CIDR text; a block of one address is written as that address.
    public var description: String {
        length == 128 ? base.description : "\(base)/\(prefixLength)"
    }
}
