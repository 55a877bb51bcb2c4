extension IPAddress {
    /// Parses IPv4 in four decimal parts without leading zeros, or IPv6 as of RFC 4291, section 2.2.
    ///
    /// Ports, brackets, zone identifiers, spaces, octal and hexadecimal IPv4 parts give nil.
    public init?(_ text: String) {
        // The longest form is a full IPv6 address that ends in an IPv4 address.
        guard text.utf8.count <= 45 else { return nil }
        let bytes = Array(text.utf8)[...]
        if bytes.contains(UInt8(ascii: ":")) {
            guard let bits = Self.parseIPv6(bytes) else { return nil }
            self.init(bits: bits)
        } else {
            guard let bits = Self.parseIPv4(bytes) else { return nil }
            self.init(bits: Self.mappedPrefix | UInt128(bits))
        }
    }

    private static func parseIPv4(_ text: ArraySlice<UInt8>) -> UInt32? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard let value = parseNumber(part, radix: 10, maximumDigits: 3), value <= 255 else { return nil }
            guard part.count == 1 || part.first != UInt8(ascii: "0") else { return nil }
            bits = bits << 8 | value
        }
        return bits
    }

    private static func parseIPv6(_ text: ArraySlice<UInt8>) -> UInt128? {
        guard let gap = firstDoubleColon(in: text) else {
            guard let groups = parseGroups(text), groups.count == 8 else { return nil }
            return bits(of: groups)
        }
        guard let head = parseGroups(text[..<gap]), let tail = parseGroups(text[(gap + 2)...]) else { return nil }
        // The gap stands for at least one group. An IPv4 ending belongs to the end of the address only.
        let missing = 8 - head.count - tail.count
        guard missing >= 1, !text[..<gap].contains(UInt8(ascii: ".")) else { return nil }
        return bits(of: head + Array(repeating: 0, count: missing) + tail)
    }

    private static func firstDoubleColon(in text: ArraySlice<UInt8>) -> Int? {
        let colon = UInt8(ascii: ":")
        return text.indices.dropLast().first { text[$0] == colon && text[$0 + 1] == colon }
    }

    /// The 16-bit groups of a colon-separated text, of which the last may be an IPv4 address; nil if one is malformed.
    private static func parseGroups(_ text: ArraySlice<UInt8>) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        for (position, part) in parts.enumerated() {
            if let group = parseNumber(part, radix: 16, maximumDigits: 4) {
                groups.append(UInt16(group))
            } else if position == parts.count - 1, let address = parseIPv4(part) {
                groups += [UInt16(address >> 16), UInt16(address & 0xFFFF)]
            } else {
                return nil
            }
        }
        return groups
    }

    private static func bits(of groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// An unsigned number of one to `maximumDigits` digits, at most 4; nil for anything else, a sign included.
    private static func parseNumber(_ text: ArraySlice<UInt8>, radix: UInt32, maximumDigits: Int) -> UInt32? {
        guard (1...maximumDigits).contains(text.count) else { return nil }
        var value: UInt32 = 0
        for byte in text {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else { return nil }
            value = value * radix + UInt32(digit)
        }
        return value
    }
}
