/// The parts of an address, over bytes.
enum EmailGrammar {
    /// `dot-atom` of RFC 5322, section 3.2.3: atoms of at least one character, joined by single dots.
    static func isLocalPart(_ bytes: ArraySlice<UInt8>) -> Bool {
        atoms(of: bytes).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy(isAtomText)
        }
    }

    /// `Domain` of RFC 5321, section 4.1.2, of at least two labels (RFC 1035: 1 to 63 bytes, hyphens inside only).
    static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        let labels = atoms(of: bytes)
        guard bytes.count <= 253, labels.count >= 2, labels.allSatisfy(isLabel), let last = labels.last else {
            return false
        }
        // A top-level domain is never all digits (RFC 3696, section 2), an IPv4 address always ends so.
        return !last.allSatisfy(isDigit)
    }

    private static func atoms(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { $0.isASCIILetterOrDigit || $0 == hyphen }
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension UInt8 {
    /// This byte, or the lower-case letter if it is an ASCII capital.
    var asciiLowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self + 0x20 : self
    }

    /// Whether it is an ASCII letter, of either case, or digit.
    var isASCIILetterOrDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(asciiLowercased)
    }
}
