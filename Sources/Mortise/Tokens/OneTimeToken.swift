/// What a mailed link carries: a bearer secret of 256 random bits that works once, for one purpose. It cannot be printed.
///
/// The text is `mortise_token_` and 48 characters of base64url.
public struct OneTimeToken: Sendable {
    static let prefix = "mortise_token_"
    private let token: KeyedToken

    /// A token from its text; `nil` unless it is exactly what ``reveal()`` gives.
    public init?(_ text: String) {
        guard let token = KeyedToken(text, prefix: Self.prefix) else { return nil }
        self.token = token
    }

    /// A new token.
    init(keyID: UInt32) { token = KeyedToken(prefix: Self.prefix, keyID: keyID) }

    /// The secret, to be put into a link and kept nowhere else.
    public func reveal() -> String { token.text }

    /// The number of the key that digests it.
    var keyID: UInt32 { token.keyID }

    var bytes: String.UTF8View { token.text.utf8 }
}

extension OneTimeToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `<redacted>`
    public var description: String { "<redacted>" }
    /// `<redacted>`
    public var debugDescription: String { "<redacted>" }
    /// A mirror that shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
