#if SMTP
import Mortise
import MortiseSMTP
import MortiseTesting
import Testing

@Suite(.timeLimit(.minutes(2))) struct SMTPTrustTests {
    @Test func `a server without STARTTLS gets nothing`() async throws {
        try await MailServer.run { server in
            let error = try #require(
                await failure(of: server.transport("smtp://127.0.0.1:\(server.port)"), sending: .sample()))
            #expect(error.code == .untrusted)
            #expect(!error.mayHaveBeenAccepted && error.needsOperator && !error.isPermanent)
            #expect(try server.isEmpty)
        }
    }

    @Test(arguments: ["--starttls", "--tls"])
    func `a certificate of an unknown authority is refused`(option: String) async throws {
        try await Certificates.run { certificates in
            try await MailServer.run([option, certificates.localhost]) { server in
                let scheme = option == "--tls" ? "smtps" : "smtp"
                let transport = try server.transport("\(scheme)://localhost:\(server.port)")
                let error = try #require(await failure(of: transport, sending: .sample()))
                #expect(error.code == .untrusted)
                #expect(!error.mayHaveBeenAccepted)
                #expect(try server.isEmpty)
            }
        }
    }

    @Test(arguments: ["--starttls", "--tls"])
    func `a certificate of another host is refused`(option: String) async throws {
        try await Certificates.run { certificates in
            try await MailServer.run([option, certificates.otherHost]) { server in
                let scheme = option == "--tls" ? "smtps" : "smtp"
                let url = "\(scheme)://localhost:\(server.port)?ca=\(certificates.authority)"
                let error = try #require(await failure(of: server.transport(url), sending: .sample()))
                #expect(error.code == .untrusted)
                #expect(!error.mayHaveBeenAccepted)
                #expect(try server.isEmpty)
            }
        }
    }

    @Test func `without the file of authorities nothing is trusted`() async throws {
        try await Certificates.run { certificates in
            try await MailServer.run(["--tls", certificates.localhost]) { server in
                let url = "smtps://localhost:\(server.port)?ca=\(certificates.folder.path)/missing.pem"
                let error = try #require(await failure(of: server.transport(url), sending: .sample()))
                #expect(error.code == .untrusted)
            }
        }
    }
}
#endif
