extension Keyring {
    /// The ring with one more key, retired.
    func adding(_ key: RootKey) throws(AuthError) -> Keyring {
        guard keys.count < Self.maximumKeys else { throw Self.isFull }
        guard !keys.contains(where: { $0.id == key.id }) else {
            throw AuthError(.keyring, "the keyring has a key \(key.id) already")
        }
        return Keyring(active: active, retired: [key] + retired)
    }

    /// The ring with another active key.
    func activating(_ id: UInt32) throws(AuthError) -> Keyring {
        guard let key = keys.first(where: { $0.id == id }) else { throw Self.hasNoKey(id) }
        return Keyring(active: key, retired: keys.filter { $0.id != id })
    }

    /// The ring without a retired key.
    func dropping(_ id: UInt32) throws(AuthError) -> Keyring {
        guard id != active.id else {
            throw AuthError(.keyring, "key \(id) is the active one; make another one active first")
        }
        return Keyring(active: active, retired: retired.filter { $0.id != id })
    }

    /// The ring without the keys that a database says were dropped.
    func without(dropped: Set<UInt32>) throws(AuthError) -> Keyring {
        guard !dropped.contains(active.id) else {
            throw AuthError(
                .keyring, "key \(active.id), the active one of the keyring, was dropped; use the keyring as it is now")
        }
        return Keyring(active: active, retired: retired.filter { !dropped.contains($0.id) })
    }

    private static func hasNoKey(_ id: UInt32) -> AuthError {
        AuthError(.keyring, "the keyring has no key \(id)")
    }
}

extension Keyring {
    /// Adds a new random key to a keyring file. It is retired: it makes nothing before it is made active, so every node
    /// can learn it first.
    ///
    /// The file is replaced in one step, with its mode and owner; comments in it are not kept.
    /// - Parameters:
    ///   - path: The file.
    ///   - number: The key's number: ``AuthEngine/nextKeyNumber()``.
    /// - Throws: ``AuthError`` with code `.keyring`.
    public static func addKey(_ number: UInt32, toFile path: String) throws(AuthError) {
        try KeyringFile.change(path) { (ring) throws(AuthError) in try ring.adding(.random(id: number)) }
    }

    /// Makes a key of a keyring file the active one. Every node must know it already.
    ///
    /// - Throws: ``AuthError`` with code `.keyring`.
    public static func activateKey(_ number: UInt32, inFile path: String) throws(AuthError) {
        try KeyringFile.change(path) { (ring) throws(AuthError) in try ring.activating(number) }
    }

    /// Removes a retired key from a keyring file, after ``AuthEngine/dropKey(_:endingSessions:in:)``.
    ///
    /// - Throws: ``AuthError`` with code `.keyring`.
    public static func removeKey(_ number: UInt32, fromFile path: String) throws(AuthError) {
        try KeyringFile.change(path) { (ring) throws(AuthError) in try ring.dropping(number) }
    }

    /// The numbers of the keys in a keyring file, the active one's first.
    ///
    /// - Throws: ``AuthError`` with code `.keyring`.
    public static func keyNumbers(inFile path: String) throws(AuthError) -> [UInt32] {
        guard let ring = try KeyringFile.read(path) else {
            throw AuthError(.keyring, "there is no keyring at \(path)")
        }
        return ring.keys.map(\.id)
    }
}
