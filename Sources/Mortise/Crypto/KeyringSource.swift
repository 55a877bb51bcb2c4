/// Where an engine takes its keyring from.
public struct KeyringSource: Sendable {
    /// What to do, given whether the database is new.
    let load: @Sendable (_ databaseIsNew: Bool) throws(AuthError) -> Keyring

    /// A file of mode 0600. Where it is missing and the database is new, it is made with a random key.
    public static func file(_ path: String) -> KeyringSource {
        KeyringSource { (databaseIsNew) throws(AuthError) in
            if let keyring = try KeyringFile.read(path) { return keyring }
            guard databaseIsNew else {
                throw AuthError(
                    .keyring, "there is no keyring at \(path), and the database was made with one; bring the file back")
            }
            return try KeyringFile.create(path)
        }
    }

    /// A file that exists already.
    public static func existingFile(_ path: String) -> KeyringSource {
        KeyringSource { (_) throws(AuthError) in
            if let keyring = try KeyringFile.read(path) { return keyring }
            throw AuthError(
                .keyring, "there is no keyring at \(path); make one with `mortise keys generate \(path)`")
        }
    }

    /// The text of a keyring, as from an environment variable: entries by comma or line.
    public static func inline(_ text: String) -> KeyringSource {
        KeyringSource { (_) throws(AuthError) in try Keyring(parsing: text) }
    }

    /// A random key that ends with the process: for tests on a database in memory.
    public static var ephemeral: KeyringSource {
        let keyring = Keyring.random()
        return KeyringSource { (_) throws(AuthError) in keyring }
    }
}

extension Keyring {
    /// Makes a keyring file of mode 0600 with one random key.
    ///
    /// - Parameter path: Where; there must be nothing yet.
    /// - Throws: ``AuthError`` with code `.keyring` when there is something already or the file cannot be written.
    public static func generateFile(at path: String) throws(AuthError) {
        guard try KeyringFile.read(path) == nil else {
            throw AuthError(.keyring, "there is a keyring at \(path) already; it is left as it is")
        }
        _ = try KeyringFile.create(path)
    }
}
