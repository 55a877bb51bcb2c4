/// The text of a bearer secret: a readable prefix, the number of the key that digests it, and 256 random bits.
///
/// The number and the random bits are 48 characters of base64url. The prefix lets secret scanners find it.
struct KeyedToken: Sendable {
    private static let keyLength = 4
    private static let length = 36

    /// The number of the key that digests it.
    let keyID: UInt32
    let text: String

    /// A token from its text; `nil` unless it is exactly what ``init(prefix:keyID:)`` makes.
    init?(_ text: String, prefix: String) {
        guard text.utf8.count == prefix.utf8.count + 48, text.utf8.starts(with: prefix.utf8),
            let bytes = Base64URL.decode(text.utf8.dropFirst(prefix.utf8.count)), bytes.count == Self.length
        else { return nil }
        keyID = bytes.prefix(Self.keyLength).reduce(0) { $0 << 8 | UInt32($1) }
        self.text = text
    }

    /// A new token.
    init(prefix: String, keyID: UInt32) {
        self.keyID = keyID
        let number = (0..<Self.keyLength).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * UInt32($0))) }
        text = prefix + Base64URL.encode(number + SecureRandom.bytes(Self.length - Self.keyLength))
    }
}
