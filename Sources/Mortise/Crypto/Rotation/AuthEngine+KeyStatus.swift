import MortiseSQL

extension AuthEngine {
    /// What each key is used for. Reads all accounts, mailed links and mails in small pages, so it can run beside a
    /// serving engine.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func keyStatus() async throws(AuthError) -> KeyStatus {
        try await flow("key_status", in: RequestContext()) {
            var count = KeyCount()
            try await countUsers(&count)
            try await countTokens(&count)
            try await countMails(&count)
            try await countEvents(&count)
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

    private func countUsers(_ count: inout KeyCount) async throws {
        var last = UserID.first
        while case let page = try await database.all(UserStatements.page(last, Self.verifiedPageSize)),
            let end = page.last
        {
            try Task.checkCancellation()
            last = end.id
            for user in page {
                count.add(user.emailSealed)
                count.add(user.displayNameSealed)
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
    }

    private func countTokens(_ count: inout KeyCount) async throws {
        var last = TokenID.first
        while case let page = try await database.all(TokenStatements.page(last, Self.verifiedPageSize)),
            let end = page.last?.0
        {
            try Task.checkCancellation()
            last = end.id
            for (token, _) in page { count.add(token.payloadSealed) }
        }
    }

    private func countEvents(_ count: inout KeyCount) async throws {
        var last = EventDeliveryID.first
        while case let page = try await database.all(EventStatements.page(last, Self.verifiedPageSize)),
            let end = page.last?.0
        {
            try Task.checkCancellation()
            last = end.id
            for (event, _) in page { count.add(event.payloadSealed) }
        }
    }

    private func countMails(_ count: inout KeyCount) async throws {
        var last = MailID.first
        while case let page = try await database.all(OutboxStatements.page(last, Self.verifiedPageSize)),
            let end = page.last?.0
        {
            try Task.checkCancellation()
            last = end.id
            for (mail, _) in page {
                count.add(mail.recipientSealed)
                count.add(mail.payloadSealed)
            }
        }
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
