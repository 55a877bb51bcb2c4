extension IPAddress: CustomStringConvertible {
    /// The canonical text: dotted decimal for IPv4, RFC 5952 for IPv6 (lower case, longest run of zeros shortened).
    public var description: String {
        if isIPv4 {
            return bytes.map { String($0) }.joined(separator: ".")
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - 16 * $0)) }
        guard let run = Self.longestZeroRun(in: groups) else {
            return Self.text(of: groups[...])
        }
        return "\(Self.text(of: groups[..<run.lowerBound]))::\(Self.text(of: groups[run.upperBound...]))"
    }

    private static func text(of groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The first of the longest runs of at least two zero groups (RFC 5952, sections 4.2.2 and 4.2.3).
    private static func longestZeroRun(in groups: [UInt16]) -> Range<Int>? {
        var longest = 0..<1
        var start = 0
        for (position, group) in groups.enumerated() {
            if group != 0 {
                start = position + 1
            } else if position + 1 - start > longest.count {
                longest = start..<(position + 1)
            }
        }
        return longest.count >= 2 ? longest : nil
    }
}
