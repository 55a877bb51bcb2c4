/// An email address that passed ``init(_:)``: the only form in which addresses travel through the engine.
///
/// The grammar is the dot-atom form of RFC 5321 and RFC 5322 over ASCII; quoted local parts, comments, display names
/// and address literals are refused. Two addresses are equal when their ``canonical`` forms have the same bytes.
public struct EmailAddress: Sendable {
    /// The address as its owner wrote it, without outer spaces: the form to send mail to.
    public let address: String
    /// The address with both parts in lower case: the form to compare, count and index by.
    public let canonical: String

    /// Why a text is not an acceptable address; raw values are stable codes.
    public enum ParseError: String, Error, Sendable, Hashable, CaseIterable {
        /// Nothing but spaces.
        case empty
        /// Longer than 254 bytes, or a local part longer than 64 (RFC 5321, sections 4.5.3.1.1 and 4.5.3.1.3).
        case tooLong = "too_long"
        /// Holds a character outside ASCII: internationalized addresses (RFC 6531) are not supported.
        case internationalized
        /// Anything else that the grammar does not allow.
        case malformed
    }

    /// Parses an address, after trimming outer ASCII spaces; no other whitespace is trimmed or allowed.
    ///
    /// The domain needs at least two labels, of which the last is not all digits, and no trailing dot: so `localhost`
    /// and bare IPv4 addresses are refused.
    /// - Throws: ``ParseError``; where several apply, the first in the order of its cases.
    public init(_ text: String) throws(ParseError) {
        // Characters would hide bytes: CRLF is one of them, a letter with its combining marks another.
        let trimmed = Self.trimmingSpaces(text)
        guard !trimmed.isEmpty else { throw .empty }
        guard trimmed.count <= 254 else { throw .tooLong }
        let bytes = Array(trimmed)
        let at = bytes.firstIndex(of: UInt8(ascii: "@"))
        guard at ?? 0 <= 64 else { throw .tooLong }
        guard bytes.allSatisfy({ $0 < 0x80 }) else { throw .internationalized }
        guard let at, EmailGrammar.isLocalPart(bytes[..<at]), EmailGrammar.isDomain(bytes[(at + 1)...]) else {
            throw .malformed
        }
        address = String(decoding: bytes, as: UTF8.self)
        canonical = String(decoding: bytes.map(\.asciiLowercased), as: UTF8.self)
    }

    private static func trimmingSpaces(_ text: String) -> Substring.UTF8View {
        var bytes = text.utf8.drop { $0 == UInt8(ascii: " ") }
        while bytes.last == UInt8(ascii: " ") {
            bytes.removeLast()
        }
        return bytes
    }
}

extension EmailAddress: Hashable {
    /// Whether the canonical forms have the same bytes.
    public static func == (left: EmailAddress, right: EmailAddress) -> Bool {
        left.canonical.hasSameBytes(as: right.canonical)
    }

    /// Feeds the bytes of the canonical form into `hasher`.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytesOf: canonical)
    }
}

// An address is personal data: what prints it by accident shows the first letter and the domain.
extension EmailAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A masked form such as `a…@example.com`.
    public var description: String {
        "\(canonical.prefix(1))…\(canonical.drop { $0 != "@" })"
    }

    /// The same masked form.
    public var debugDescription: String { description }

    /// A mirror that holds the masked form alone.
    public var customMirror: Mirror {
        Mirror(self, children: ["masked": description])
    }
}
