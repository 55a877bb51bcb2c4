import MortiseSQL

/// A mail that a flow writes: what it tells, and to whom.
struct OutgoingMail: Sendable {
    let kind: MailKind
    /// Where it goes: an address from the database, or the new one that its owner has given.
    let recipient: EmailAddress
    /// The address that it is about.
    var about: EmailAddress
    /// The token of its link.
    var token: IssuedToken?

    init(_ kind: MailKind, to recipient: EmailAddress, about: EmailAddress? = nil, token: IssuedToken? = nil) {
        self.kind = kind
        self.recipient = recipient
        self.about = about ?? recipient
        self.token = token
    }
}

/// A token as it was made, before anybody has it.
struct IssuedToken: Sendable {
    let token: OneTimeToken
    let expires: Instant
}

extension AuthEngine {
    /// How long a mail without a link is worth sending.
    private static let noticeLifetime = Duration.seconds(3 * 86_400)

    /// Writes a mail into the outbox, in the transaction of what it tells of. It leaves after the commit.
    ///
    /// - Parameter user: The user it is about. Where there is none, pass an identifier of nobody: the same statement then
    ///   writes nothing.
    func enqueue(_ mail: OutgoingMail, for user: UserID, at now: Instant, on transaction: Transaction) async throws {
        let id = MailID(at: now)
        var payload: JSON = ["address": .string(mail.about.address), "time": .integer(now.microseconds)]
        if let token = mail.token, case .object(var object) = payload {
            object["token"] = .string(token.token.reveal())
            object["expires"] = .integer(token.expires.microseconds)
            payload = .object(object)
        }
        try await transaction.execute(
            OutboxStatements.enqueue(
                id, user, mail.kind, try vault.seal(mail.recipient.address, for: .recipient(of: id)),
                try vault.seal(String(decoding: payload.serialized(), as: UTF8.self), for: .payload(of: id)), now,
                mail.token?.expires ?? now + Self.noticeLifetime))
    }

    /// Issues a token to a user; the open one of the same purpose ends.
    ///
    /// - Parameters:
    ///   - payload: What goes with it, as the new address.
    ///   - user: The user. Where there is none, pass an identifier of nobody: the same statement then issues nothing.
    func issue(
        _ purpose: TokenPurpose, payload: String? = nil, for user: UserID, epoch: Int64, at now: Instant,
        on transaction: Transaction
    ) async throws -> IssuedToken {
        let token = OneTimeToken(keyID: vault.activeKeyID)
        guard let digest = vault.digest(token, for: purpose) else {
            throw AuthError(.internal, "a new token has no digest")
        }
        let id = TokenID(at: now)
        let expires = now + configuration.tokenLifetimes[purpose]
        let sealed = try payload.map { text throws(AuthError) in try vault.seal(text, for: .payload(of: id)) }
        try await transaction.execute(
            TokenStatements.issue(id, user, purpose, digest, Int64(token.keyID), epoch, sealed, now, expires))
        return IssuedToken(token: token, expires: expires)
    }
}
