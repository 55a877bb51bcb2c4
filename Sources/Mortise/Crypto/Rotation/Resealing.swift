import MortiseSQL

/// What one row needs to be of the active key.
struct Resealing {
    /// The statements that bring it there; each changes one row, or none where somebody else has changed it.
    var statements: [Statement<Void>] = []
    /// The values that open with no key.
    var unreadable = 0
}

extension Vault {
    /// What an account needs.
    func resealing(of user: UserRecord) throws(AuthError) -> Resealing {
        var resealing = Resealing()
        if let address = opened(user.emailSealed, .email(of: user.id), &resealing) {
            if let email = try? EmailAddress(address) {
                if keyID(ofDigest: user.emailDigest, of: email) != activeKeyID || isStale(user.emailSealed) {
                    resealing.statements.append(
                        RotationStatements.address(
                            user.id, user.emailDigest, user.emailSealed, index(email).digests[0],
                            try seal(address, for: .email(of: user.id))))
                }
            } else {
                // What is sealed but no address has no digest either: it is damaged like a value that does not open.
                resealing.unreadable += 1
            }
        }
        if let old = user.displayNameSealed, isStale(old), let name = opened(old, .displayName(of: user.id), &resealing)
        {
            resealing.statements.append(
                RotationStatements.name(user.id, old, try seal(name, for: .displayName(of: user.id))))
        }
        return resealing
    }

    /// What a mailed link needs.
    func resealing(of token: TokenRecord) throws(AuthError) -> Resealing {
        var resealing = Resealing()
        if let old = token.payloadSealed, isStale(old), let text = opened(old, .payload(of: token.id), &resealing) {
            resealing.statements.append(
                RotationStatements.token(token.id, old, try seal(text, for: .payload(of: token.id))))
        }
        return resealing
    }

    /// What a mail needs.
    func resealing(of mail: OutboxRecord) throws(AuthError) -> Resealing {
        var resealing = Resealing()
        let old = mail.recipientSealed
        if isStale(old), let text = opened(old, .recipient(of: mail.id), &resealing) {
            resealing.statements.append(
                RotationStatements.recipient(mail.id, old, try seal(text, for: .recipient(of: mail.id))))
        }
        if let old = mail.payloadSealed, isStale(old), let text = opened(old, .payload(of: mail.id), &resealing) {
            resealing.statements.append(
                RotationStatements.mail(mail.id, old, try seal(text, for: .payload(of: mail.id))))
        }
        return resealing
    }

    /// What an event that waits for a subscriber needs.
    func resealing(of event: EventRecord) throws(AuthError) -> Resealing {
        var resealing = Resealing()
        if let old = event.payloadSealed, isStale(old), let text = opened(old, .payload(of: event.id), &resealing) {
            resealing.statements.append(
                RotationStatements.event(event.id, old, try seal(text, for: .payload(of: event.id))))
        }
        return resealing
    }

    private func isStale(_ box: [UInt8]) -> Bool { Self.keyID(ofBox: box) != activeKeyID }

    /// A damaged value stays as it is: the rotation of all others must not wait for it.
    private func opened(_ box: [UInt8], _ place: SealedPlace, _ resealing: inout Resealing) -> String? {
        do {
            return try open(box, from: place)
        } catch {
            resealing.unreadable += 1
            return nil
        }
    }
}
