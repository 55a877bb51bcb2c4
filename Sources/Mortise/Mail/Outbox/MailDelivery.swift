import MortiseSQL

/// Writes what is in the outbox and gives it to the transport. A mail that is sent again has the same `Message-ID`.
struct MailDelivery: Sendable {
    let vault: Vault
    let clock: any WallClock
    let configuration: MailConfiguration

    func handOver(_ mail: OutboxRecord) async throws(HandOverFailure) {
        guard mail.expiresAt > clock.now else {
            throw HandOverFailure(OutboxMail.expired, isPermanent: true)
        }
        let message: MailMessage
        do {
            message = try compose(mail)
        } catch {
            throw HandOverFailure("it could not be written: \(error)", isPermanent: true)
        }
        do throws(MailError) {
            try await configuration.transport.send(message)
        } catch {
            throw HandOverFailure(error.description, isPermanent: error.isPermanent)
        }
    }

    private func compose(_ mail: OutboxRecord) throws -> MailMessage {
        guard let payloadSealed = mail.payloadSealed else { throw MailPayloadError.missing }
        let recipient = try EmailAddress(vault.open(mail.recipientSealed, from: .recipient(of: mail.id)))
        let payload = try JSON.parse(Array(vault.open(payloadSealed, from: .payload(of: mail.id)).utf8))
        guard let address = payload["address"]?.stringValue, let time = payload["time"]?.integerValue else {
            throw MailPayloadError.malformed
        }
        var token: MailFacts.Token?
        if let text = payload["token"]?.stringValue, let expires = payload["expires"]?.integerValue {
            token = MailFacts.Token(text, expires: Instant(microseconds: expires))
        }
        let facts = MailFacts(
            address: try EmailAddress(address), time: Instant(microseconds: time), token: token)
        return MailMessage(
            id: MessageID(mail.id.uuid, sender: configuration.from.address), date: mail.createdAt,
            from: configuration.from, to: Mailbox(recipient),
            content: try configuration.templates.content(mail.kind, facts))
    }
}

/// What is wrong with the content of a mail in the outbox.
private enum MailPayloadError: Error {
    case missing
    case malformed
}
