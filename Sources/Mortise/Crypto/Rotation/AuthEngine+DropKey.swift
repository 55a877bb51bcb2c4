import Logging
import MortiseSQL

extension AuthEngine {
    /// Drops a retired key that nothing needs any more: from now on an engine opens without it, and refuses it as the
    /// active one. Its number is never used again. Doing it again changes nothing.
    ///
    /// Before it, every node must have another active key: one that does not goes on making what nobody will read.
    /// On a database where the app's role may not change the records of keys, an owner's connection is needed.
    ///
    /// - Parameters:
    ///   - number: The key.
    ///   - endingSessions: Whether sessions and mailed links that still need it end now, as after a theft of the key;
    ///     otherwise they must have ended by themselves.
    ///   - context: Who asks.
    /// - Throws: ``AuthError`` with code `.notFound`, `.conflict` for the active key or one that something still needs,
    ///   `.unavailable`, `.cancelled`.
    public func dropKey(
        _ number: UInt32, endingSessions: Bool = false, in context: RequestContext
    ) async throws(AuthError) {
        try await flow("drop_key", in: context) {
            guard number != vault.activeKeyID else {
                throw AuthError(.conflict, "key \(number) is the active one; make another one active first")
            }
            var key = try await existingKey(number)
            if key.isDropped { return }
            guard !key.uses.contains(where: { $0.key.isRotated && $0.value > 0 }) else {
                throw AuthError(
                    .conflict, "key \(number) is still needed by \(key.needs); rotate the keys to the end first")
            }
            if endingSessions {
                try await endSessions(of: number, in: context)
                key = try await existingKey(number)
            }
            guard key.canBeDropped else {
                throw AuthError(
                    .conflict,
                    "key \(number) is still needed by \(key.needs); wait for their end, or end them with "
                        + "`mortise keys drop \(number) --end-sessions`")
            }
            let now = clock.now
            try await database.transaction { transaction in
                try await transaction.execute(KeyRecords.drop(Int64(number)))
                try await audit.record(
                    .keyDropped, by: .operator, of: nil, details: ["key": .integer(Int64(number))], in: context,
                    at: now, on: transaction)
            }
            logger.notice("a key was dropped", metadata: ["key": "\(number)", "request_id": "\(context.requestID)"])
        }
    }

    private func existingKey(_ number: UInt32) async throws -> KeyStatus.Key {
        guard let key = try await keyStatus().keys.first(where: { $0.number == number }) else {
            throw AuthError(.notFound, "there is no key \(number)")
        }
        return key
    }

    private func endSessions(of key: UInt32, in context: RequestContext) async throws {
        let batch = Int64(max(1, configuration.retention.batch))
        let ends: [(what: JSON, statement: Statement<Void>)] = [
            ("sessions", RotationStatements.endSessions(Int64(key), batch)),
            ("mailed_links", RotationStatements.endTokens(Int64(key), batch)),
        ]
        for (what, statement) in ends {
            var ended = 1
            while ended > 0 {
                try Task.checkCancellation()
                let now = clock.now
                ended = try await database.transaction { transaction in
                    let ended = try await transaction.execute(statement)
                    guard ended > 0 else { return 0 }
                    try await audit.record(
                        .sessionRevoked, by: .operator, of: nil,
                        details: [
                            "scope": "key", "key": .integer(Int64(key)), "what": what,
                            "ended": .integer(Int64(ended)),
                        ],
                        in: context, at: now, on: transaction)
                    return ended
                }
            }
        }
    }
}

extension KeyStatus.Key {
    /// What needs it, with numbers.
    fileprivate var needs: String {
        let counts = KeyStatus.Use.allCases.compactMap { use in
            uses[use].flatMap { $0 > 0 ? "\($0) \(use.rawValue)" : nil }
        }
        return counts.joined(separator: ", ")
    }
}
