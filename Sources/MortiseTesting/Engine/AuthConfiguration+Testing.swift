public import Mortise
import MortiseArgon2

extension AuthConfiguration {
    /// The defaults, with the cheapest password hash there is and one thread for it. Never for production.
    public static var forTesting: AuthConfiguration {
        var configuration = AuthConfiguration()
        // The bounds of libargon2 allow these.
        if let cheapest = try? Argon2Parameters(memoryKiB: 8, iterations: 1, parallelism: 1) {
            configuration.argon2 = cheapest
        }
        configuration.hashingThreads = 1
        configuration.hashingQueueLimit = 10_000
        configuration.hashingMaximumWait = .seconds(60)
        return configuration
    }

    /// The same, with mail that a test can look at, unless it has a way out already. Its links lead to
    /// `https://app.example.com`.
    public func mailing(through transport: any MailTransport) -> AuthConfiguration {
        var configuration = self
        guard configuration.mail == nil, let from = Mailbox("app@example.com"),
            let links = try? MailLinks(baseURL: "https://app.example.com"), let app = MailHeaderText("Example")
        else { return configuration }
        configuration.mail = MailConfiguration(
            transport: transport, from: from, templates: MailTemplates(app: app, links: links))
        return configuration
    }
}
