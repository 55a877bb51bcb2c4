import MortiseSQL

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
}
