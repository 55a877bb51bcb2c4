import MortiseSQL

extension AuthEngine {
    /// What each key is used for. Reads all accounts, mailed links and mails in small pages, so it can run beside a
    /// serving engine.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func keyStatus() async throws(AuthError) -> KeyStatus {
        try await flow("key_status", in: RequestContext()) {
            var count = try await countUses()
            let now = clock.now
            for (key, number) in try await database.all(RotationStatements.livingSessions(now)) {
                count.uses[key, default: [:]][.sessions] = number
            }
            for (key, number) in try await database.all(RotationStatements.openTokens(now)) {
                count.uses[key, default: [:]][.mailedLinks] = number
            }
            let records = try await database.all(KeyRecords.all())
            let dropped = Set(records.filter { $0.1 == KeyRecords.dropped }.map(\.0))
            let numbers = Set(vault.keyIDs).union(records.map(\.0)).union(count.uses.keys)
            return KeyStatus(
                keys: numbers.sorted().map { number in
                    KeyStatus.Key(
                        number: number, isActive: number == vault.activeKeyID,
                        isOnRing: vault.keyIDs.contains(number), isDropped: dropped.contains(number),
                        uses: count.uses[number, default: [:]])
                },
                unreadable: count.unreadable)
        }
    }

    /// The number for the next key of this database: above all that the ring and the database know, dropped ones too.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`; `.keyring` when there is no higher number.
    public func nextKeyNumber() async throws(AuthError) -> UInt32 {
        try await flow("next_key_number", in: RequestContext()) {
            let records = try await database.all(KeyRecords.all())
            let highest = (vault.keyIDs + records.map(\.0)).max() ?? 0
            guard highest < .max else { throw AuthError(.keyring, "there is no number left for another key") }
            return highest + 1
        }
    }

    private func countUses() async throws -> KeyCount {
        let size = Self.verifiedPageSize
        var count = KeyCount()
        try await eachPage(of: size, { UserStatements.page($0, $1) }, id: \.id) { page in
            for user in page {
                count.add(user.emailSealed)
                count.add(user.displayNameSealed)
                // What it cannot be read for is no matter here: `verify` says it.
                guard let address = try? vault.open(user.emailSealed, from: .email(of: user.id)),
                    let email = try? EmailAddress(address),
                    let key = vault.keyID(ofDigest: user.emailDigest, of: email)
                else {
                    count.unreadable += 1
                    continue
                }
                count.uses[key, default: [:]][.addresses, default: 0] += 1
            }
        }
        try await eachPage(of: size, { TokenStatements.page($0, $1) }, id: \.0.id) { page in
            for (token, _) in page { count.add(token.payloadSealed) }
        }
        try await eachPage(of: size, { OutboxStatements.page($0, $1) }, id: \.0.id) { page in
            for (mail, _) in page {
                count.add(mail.recipientSealed)
                count.add(mail.payloadSealed)
            }
        }
        try await eachPage(of: size, { EventStatements.page($0, $1) }, id: \.0.id) { page in
            for (event, _) in page { count.add(event.payloadSealed) }
        }
        return count
    }
}

/// What was counted so far.
private struct KeyCount {
    var uses: [UInt32: [KeyStatus.Use: Int]] = [:]
    var unreadable = 0

    mutating func add(_ box: [UInt8]?) {
        guard let box else { return }
        guard let key = Vault.keyID(ofBox: box) else {
            unreadable += 1
            return
        }
        uses[key, default: [:]][.sealedValues, default: 0] += 1
    }
}
