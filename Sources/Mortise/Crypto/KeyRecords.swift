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

    /// Marks a key as dropped; its number is never used again.
    static let drop = Query("keys.drop") { (id: Parameter<Int64>) in
        Update(keys, set: [keys.checkValue.set(to: dropped)], where: keys.keyID == id)
    }

    static let templates = [all.template, insert.template, drop.template]

    /// What stands for the check value of a key that was dropped.
    static let dropped = [UInt8](repeating: 0, count: 32)

    /// The database knows no key above a number: whoever has the keys up to it can make every digest there is.
    static func hasNoneAbove(_ number: Parameter<Int64>) -> Predicate {
        !.exists(
            Select(Projection(keys.keyID), from: keys)
                .where(keys.keyID > number && keys.checkValue != constant(dropped)))
    }

    /// Whether the keyring is the one that the records were made with: it has every key that is not dropped, unchanged.
    static func verify(_ vault: Vault, against records: [(UInt32, [UInt8])]) throws(AuthError) {
        for (id, value) in records {
            if value == dropped {
                guard id != vault.activeKeyID else {
                    throw AuthError(.keyring, "key \(id), the active one, was dropped; use the keyring as it is now")
                }
                continue
            }
            guard let check = vault.checkValues.first(where: { $0.keyID == id }) else {
                throw AuthError(
                    .keyring,
                    "the database was made with key \(id), which is not on the keyring; use its own keyring, or bring "
                        + "the key back until `mortise keys drop \(id)` says that nothing needs it")
            }
            guard check.value == value else {
                throw AuthError(
                    .keyring, "key \(id) of the keyring is not the one the database was made with; use its own keyring")
            }
        }
        // Numbers rise with time: by this a node notices that others write with a key that it does not have.
        if let newest = records.last?.0, !records.contains(where: { $0.0 == vault.activeKeyID }),
            vault.activeKeyID < newest
        {
            throw AuthError(
                .keyring,
                "key \(vault.activeKeyID) is new to the database and must have a number above \(newest)")
        }
    }
}
