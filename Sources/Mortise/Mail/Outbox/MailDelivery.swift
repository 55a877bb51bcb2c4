import Logging
import MortiseSQL

/// Sends what is in the outbox. Any number of workers may run, on any number of nodes: each mail is claimed by one.
///
/// A mail is sent at least once: a worker that dies after the hand-over and before its record sends it again, under the
/// same `Message-ID`.
struct MailDelivery: Sendable {
    let database: any Database
    let vault: Vault
    let clock: any WallClock
    let logger: Logger
    let configuration: MailConfiguration
    let attempts: LabelledCounter?

    /// Sends the mails that are due now, until none is.
    func run() async throws -> MailRound {
        var total = MailRound()
        while !Task.isCancelled {
            let round = try await round()
            total.sent += round.sent
            total.postponed += round.postponed
            total.buried += round.buried
            if round == MailRound() { break }
        }
        return total
    }

    private func round() async throws -> MailRound {
        let now = clock.now
        let lease = now + configuration.lease
        let mails = try await database.all(
            OutboxStatements.claim(now, lease, Int64(configuration.concurrentMails)))
        return try await withThrowingTaskGroup(of: Outcome.self) { group in
            for mail in mails { group.addTask { try await self.deliver(mail, lease: lease) } }
            var round = MailRound()
            for try await outcome in group {
                attempts?.count(outcome.rawValue)
                switch outcome {
                case .sent: round.sent += 1
                case .postponed: round.postponed += 1
                case .buried: round.buried += 1
                }
            }
            return round
        }
    }

    private enum Outcome: String, Sendable { case sent, postponed, buried }

    private func deliver(_ mail: OutboxRecord, lease: Instant) async throws -> Outcome {
        guard mail.expiresAt > clock.now else { return try await bury(mail, lease, OutboxMail.expired) }
        // It was claimed before by workers that never came back: perhaps it is what ends them.
        guard mail.attempts <= Int64(configuration.maximumAttempts) else {
            return try await bury(mail, lease, "too many attempts never ended")
        }
        let message: MailMessage
        do {
            message = try compose(mail)
        } catch {
            // It would fail in the same way for ever.
            return try await bury(mail, lease, "it could not be written: \(error)")
        }
        do throws(MailError) {
            try await configuration.transport.send(message)
        } catch {
            logger.warning(
                "a mail was not sent",
                metadata: [LogKey.mail: "\(mail.id)", LogKey.kind: "\(mail.kind.rawValue)", LogKey.error: "\(error)"])
            if error.isPermanent || mail.attempts >= Int64(configuration.maximumAttempts) {
                return try await bury(mail, lease, error.description)
            }
            let next = clock.now + configuration.backoff(after: Int(mail.attempts))
            try await database.execute(OutboxStatements.postpone(mail.id, lease, next, error.description))
            return .postponed
        }
        try await database.execute(OutboxStatements.complete(mail.id, clock.now))
        return .sent
    }

    private func bury(_ mail: OutboxRecord, _ lease: Instant, _ reason: String) async throws -> Outcome {
        logger.error(
            "a mail was given up",
            metadata: [LogKey.mail: "\(mail.id)", LogKey.kind: "\(mail.kind.rawValue)", LogKey.reason: "\(reason)"])
        try await database.execute(OutboxStatements.bury(mail.id, lease, reason))
        return .buried
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
