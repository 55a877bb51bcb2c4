#if CLI
import Glibc
import Mortise
import MortiseSQL
import MortiseTesting

/// An engine that sends mail and whose app listens to events, and that comes to grief between their commit and the end of
/// their delivery.
///
/// It says `ready`, `committed USER` once a registration is acknowledged, `received USER` when the subscriber is done with
/// its event, and `mailed ADDRESS` when a mail is out.
struct EventProbe {
    /// Where it ends.
    enum End: String, CaseIterable {
        /// After commits that nobody has begun to deliver.
        case committed
        /// Within the subscriber, before it has done anything.
        case receiving
        /// After the subscriber is done, before that is recorded.
        case received
        /// Within the transport, before the mail is out.
        case mailing
        /// After the mail is out, before that is recorded.
        case mailed
        /// Not by itself: it registers and delivers for ever.
        case never
    }

    /// What the subscriber is known by.
    static let subscriber = "probe"

    let url: String
    let ring: String

    func run(until end: End, round: String) async throws {
        var configuration = AuthConfiguration.listening { user in
            if end == .receiving { die() }
            tell("received \(user)")
            if end == .received { die() }
        }
        .mailing(through: ToldMail(end: end))
        configuration.mailInterval = .milliseconds(20)
        let engine = try await AuthEngine.open(.at(url), keyring: .file(ring), configuration: configuration)
        tell("ready")
        let isEndless = end == .never
        if !isEndless {
            try await register(3, as: "\(round)-0", on: engine)
            if end == .committed { die() }
        }
        await withTaskGroup { group in
            group.addTask { await engine.run() }
            guard isEndless else { return }
            for writer in 0..<4 {
                group.addTask {
                    do {
                        try await register(.max, as: "\(round)-\(writer)", on: engine)
                    } catch {
                        tell("! \(error)")
                    }
                }
            }
        }
    }

    private func register(_ count: Int, as name: String, on engine: AuthEngine) async throws {
        for index in 0..<count {
            let user = try await engine.register(
                email: "user-\(name)-\(index)@example.com", password: Password("a long enough passphrase"),
                in: RequestContext())
            tell("committed \(user.id)")
        }
    }

}

/// A transport that tells of each mail.
private struct ToldMail: MailTransport {
    let end: EventProbe.End

    func send(_ message: MailMessage) async throws(MailError) {
        if end == .mailing { die() }
        tell("mailed \(message.to.address.address)")
        if end == .mailed { die() }
    }
}

private func die() { kill(getpid(), SIGKILL) }

extension AuthConfiguration {
    /// An engine with nothing but a subscriber to registrations.
    static func listening(_ receive: @escaping @Sendable (UserID) -> Void) -> AuthConfiguration {
        var configuration = AuthConfiguration.forTesting
        configuration.rateLimits.isEnabled = false
        configuration.subscribers = [EventSubscriber(EventProbe.subscriber, to: [.registered]) { receive($0.userID) }]
        return configuration
    }
}
#endif
