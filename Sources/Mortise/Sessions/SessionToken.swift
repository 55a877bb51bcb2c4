/// What proves a session: a bearer secret of 256 random bits. It cannot be printed; hand ``reveal()`` to the client only.
///
/// The text is `mortise_session_` and 48 characters of base64url: the number of the key that digests it and the random
/// bits. The prefix lets secret scanners find it.
public struct SessionToken: Sendable {
    static let prefix = "mortise_session_"
    private static let keyLength = 4
    private static let length = 36

    /// The number of the key that digests it.
    let keyID: UInt32
    private let text: String

    /// A token from its text; `nil` unless it is exactly what ``reveal()`` gives.
    public init?(_ text: String) {
        guard text.utf8.count == Self.prefix.utf8.count + 48, text.utf8.starts(with: Self.prefix.utf8),
            let bytes = Base64URL.decode(text.utf8.dropFirst(Self.prefix.utf8.count)), bytes.count == Self.length
        else { return nil }
        keyID = bytes.prefix(Self.keyLength).reduce(0) { $0 << 8 | UInt32($1) }
        self.text = text
    }

    /// A new token.
    init(keyID: UInt32) {
        self.keyID = keyID
        let number = (0..<Self.keyLength).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * UInt32($0))) }
        text = Self.prefix + Base64URL.encode(number + SecureRandom.bytes(Self.length - Self.keyLength))
    }

    /// The secret, to be sent to the client and kept nowhere else.
    public func reveal() -> String { text }

    var bytes: String.UTF8View { text.utf8 }
}

extension SessionToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `<redacted>`
    public var description: String { "<redacted>" }
    /// `<redacted>`
    public var debugDescription: String { "<redacted>" }
    /// A mirror that shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
