/// A password as its owner typed it: NFC, and otherwise unchanged. It cannot be printed.
///
/// NIST SP 800-63B-4 section 3.1.1.2 asks for NFC before hashing; nothing else is folded, trimmed or cut.
public struct Password: Sendable {
    /// The UTF-8 bytes in NFC: what is hashed.
    let bytes: [UInt8]
    /// The number of code points in NFC: what the minimum counts.
    let codePointCount: Int

    /// A password.
    public init(_ text: String) {
        bytes = nfc(text)
        // Continuation bytes are the only ones that begin with the bits 10.
        codePointCount = bytes.count { $0 & 0xC0 != 0x80 }
    }

    /// The password itself, in NFC: for a ``PasswordValidator``, and for nothing else.
    public func reveal() -> String { String(decoding: bytes, as: UTF8.self) }
}

extension Password: ExpressibleByStringLiteral {
    /// A password from a literal.
    public init(stringLiteral value: String) { self.init(value) }
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `<redacted>`
    public var description: String { "<redacted>" }
    /// `<redacted>`
    public var debugDescription: String { "<redacted>" }
    /// A mirror that shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
