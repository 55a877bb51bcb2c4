/// The root keys of an engine: the active one makes everything new, the retired ones still read what they made.
///
/// In text, a key a line (or between commas), `number:secret in base64url`, the active one first; `#` begins a comment.
public struct Keyring: Sendable {
    /// The most keys of a ring: every lookup of an address tries all of them.
    static let maximumKeys = 4

    let active: RootKey
    let retired: [RootKey]

    var keys: [RootKey] { [active] + retired }

    init(active: RootKey, retired: [RootKey] = []) {
        self.active = active
        self.retired = retired
    }

    /// A keyring of one new random key.
    static func random() -> Keyring { Keyring(active: .random(id: 1)) }

    /// Reads a keyring.
    ///
    /// - Throws: ``AuthError`` with code `.keyring`; the message names the line, never its content.
    init(parsing text: String) throws(AuthError) {
        var keys: [RootKey] = []
        let entries = text.utf8.split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: ",")
        }
        for (index, entry) in entries.enumerated() {
            let entry = entry.trimmingSpaces
            if entry.isEmpty || entry.first == UInt8(ascii: "#") { continue }
            guard let key = Self.key(entry) else {
                throw AuthError(
                    .keyring, "line \(index + 1) of the keyring is not `number:key` with a key of 32 bytes in base64url"
                )
            }
            guard !keys.contains(where: { $0.id == key.id }) else {
                throw AuthError(.keyring, "line \(index + 1) of the keyring repeats the number of an earlier key")
            }
            keys.append(key)
        }
        guard let active = keys.first else { throw AuthError(.keyring, "the keyring holds no key") }
        guard keys.count <= Self.maximumKeys else { throw Self.isFull }
        self.init(active: active, retired: Array(keys.dropFirst()))
    }

    /// The keyring as a file's text.
    var text: String {
        """
        # The keys of a Mortise engine. Whoever has them and the database can read it; without them nobody can.
        # Keep a copy apart from the backups of the database. The first key is the active one.
        \(keys.map(\.line).joined(separator: "\n"))

        """
    }

    static var isFull: AuthError {
        AuthError(
            .keyring,
            "a keyring holds at most \(maximumKeys) keys; `mortise keys status` tells which of them nothing needs")
    }

    private static func key(_ entry: Substring.UTF8View) -> RootKey? {
        guard let colon = entry.firstIndex(of: UInt8(ascii: ":")),
            let id = UInt32(String(decoding: entry[..<colon], as: UTF8.self)), id > 0,
            let secret = Base64URL.decode(entry[entry.index(after: colon)...]), secret.count == RootKey.byteCount
        else { return nil }
        return RootKey(id: id, secret: secret)
    }
}

extension Keyring: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The numbers of the keys, nothing more.
    public var description: String { "<keyring \(keys.map { String($0.id) }.joined(separator: ", "))>" }
    /// The numbers of the keys, nothing more.
    public var debugDescription: String { description }
    /// A mirror that shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Substring.UTF8View {
    /// Without spaces, tabs and carriage returns at either end.
    fileprivate var trimmingSpaces: Substring.UTF8View {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return self[startIndex..<startIndex]
        }
        return self[first...last]
    }
}
