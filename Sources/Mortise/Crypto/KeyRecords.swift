import MortiseSQL

/// The check values by which a database recognises the keyring it was made with.
enum KeyRecords {
    struct Keys: Table {
        static let name = "mortise_keys"
        let keyID = column("key_id", Int64.self)
        let checkValue = column("check_value", [UInt8].self)
        let createdAt = column("created_at", Instant.self)
    }

    static let keys = Keys()

    static let all = Query("keys.all") {
        Select(Projection(keys.keyID, keys.checkValue, as: { (UInt32(clamping: $0), $1) }), from: keys)
            .order(by: keys.keyID)
    }

    static let insert = Query("keys.insert") {
        (id: Parameter<Int64>, value: Parameter<[UInt8]>, now: Parameter<Instant>) in
        Insert(
            into: keys, [keys.keyID.set(to: id), keys.checkValue.set(to: value), keys.createdAt.set(to: now)]
        ).onConflictDoNothing(["key_id"])
    }

    static let templates = [all.template, insert.template]

    /// Whether the keyring is the one that the records were made with: it has every recorded key, unchanged.
    static func verify(_ vault: Vault, against records: [(UInt32, [UInt8])]) throws(AuthError) {
        for (id, value) in records {
            guard let check = vault.checkValues.first(where: { $0.keyID == id }) else {
                throw AuthError(
                    .keyring, "the database was made with key \(id), which is not on the keyring; use its own keyring")
            }
            guard check.value == value else {
                throw AuthError(
                    .keyring, "key \(id) of the keyring is not the one the database was made with; use its own keyring")
            }
        }
    }
}
