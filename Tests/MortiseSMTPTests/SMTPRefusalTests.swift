#if SMTP
import Mortise
import MortiseSMTP
import Testing

@Suite(.timeLimit(.minutes(2))) struct SMTPRefusalTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let option: String
        let reply: String
        let code: MailError.Code
        let reason: String

        var testDescription: String { "\(option) \(reply)" }
    }

    static let refusals = [
        Refusal(
            option: "--recipient-reply", reply: "550 5.1.1 <ada@example.com>: user unknown", code: .rejected,
            reason: "550 5.1.1 ... user unknown"),
        Refusal(
            option: "--recipient-reply", reply: "450 4.2.0 Greylisted", code: .deferred, reason: "450 4.2.0 Greylisted"),
        Refusal(
            option: "--data-reply", reply: "554 5.7.1 Blocked: https://app.example/verify/token", code: .rejected,
            reason: "554 5.7.1 Blocked: ..."),
        Refusal(option: "--data-reply", reply: "451 4.3.0 Try later", code: .deferred, reason: "451 4.3.0 Try later"),
        Refusal(
            option: "--mail-reply", reply: "550 5.7.1 Not your domain", code: .refused,
            reason: "550 5.7.1 Not your domain"),
        Refusal(option: "--mail-reply", reply: "452 4.3.1 No space", code: .deferred, reason: "452 4.3.1 No space"),
        Refusal(
            option: "--mail-reply", reply: "530 5.7.0 Log in first", code: .unauthenticated, reason: "530 to the login"),
    ]

    @Test(arguments: refusals) func `what the server refuses is typed`(_ refusal: Refusal) async throws {
        try await MailServer.run([refusal.option, refusal.reply]) { server in
            let error = try #require(await failure(of: server.transport(), sending: .sample()))
            #expect(error.code == refusal.code)
            #expect(error.reason == refusal.reason)
            #expect(!error.mayHaveBeenAccepted)
            #expect(error.isPermanent == (refusal.code == .rejected))
            #expect(try server.isEmpty)
        }
    }

    @Test func `a wrong password loses no mail`() async throws {
        try await Certificates.run { certificates in
            try await MailServer.run(["--tls", certificates.localhost, "--credentials", "ada:right"]) { server in
                let url = "smtps://ada:wrong@localhost:\(server.port)?ca=\(certificates.authority)"
                let error = try #require(await failure(of: server.transport(url), sending: .sample()))
                #expect(error.code == .unauthenticated)
                #expect(error.reason == "535 to the login")
                #expect(!error.isPermanent && error.needsOperator && !error.mayHaveBeenAccepted)
                #expect(try server.isEmpty)
            }
        }
    }

    @Test func `a server that wants a login says so`() async throws {
        try await MailServer.run(["--credentials", "ada:right"]) { server in
            let error = try #require(await failure(of: server.transport(), sending: .sample()))
            #expect(error.code == .unauthenticated)
        }
    }

    @Test func `after a refusal the next mail goes through the same transport`() async throws {
        try await MailServer.run(["--refuse-first"]) { server in
            let transport = try server.transport { $0.connections = 1 }
            #expect(try await failure(of: transport, sending: .sample())?.code == .deferred)
            try await transport.send(try .sample())
            #expect(try !server.isEmpty)
        }
    }
}
#endif
