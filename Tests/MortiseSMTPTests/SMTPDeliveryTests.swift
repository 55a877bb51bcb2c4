#if SMTP
import Mortise
import MortiseSMTP
import Testing

@Suite(.timeLimit(.minutes(2))) struct SMTPDeliveryTests {
    @Test func `a mail arrives byte for byte, after STARTTLS and the login`() async throws {
        try await Certificates.run { certificates in
            try await MailServer.run(
                ["--starttls", certificates.localhost, "--credentials", "ada@example.com:p/w:%ü"]
            ) { server in
                let transport = try server.transport(
                    "smtp://ada%40example.com:p%2Fw%3A%25%C3%BC@localhost:\(server.port)?ehlo=app.example"
                ) { $0.certificateAuthorities = certificates.authority }
                let message = try MailMessage.sample()
                try await transport.send(message)
                #expect(try server.mail() == message.rendered())
                let expected = MailServer.Envelope(
                    from: "sender@mortise.example", to: ["Ada.Lovelace+mail@example.com"], host: "app.example",
                    encrypted: true, authenticated: true)
                #expect(try server.envelope() == expected)
            }
        }
    }

    @Test func `a mail arrives over TLS from the first byte`() async throws {
        try await Certificates.run { certificates in
            try await MailServer.run(["--tls", certificates.localhost, "--credentials", "ada:secret"]) { server in
                let url = "smtps://ada:secret@localhost:\(server.port)?ca=\(certificates.authority)"
                let message = try MailMessage.sample()
                try await server.transport(url).send(message)
                #expect(try server.mail() == message.rendered())
                #expect(try server.envelope().encrypted)
                #expect(try server.envelope().authenticated)
            }
        }
    }

    @Test func `a probe goes as far as the login, sends nothing, and does not stand in the way of mails`() async throws
    {
        try await Certificates.run { certificates in
            try await MailServer.run(["--starttls", certificates.localhost, "--credentials", "ada:secret"]) { server in
                let url = "localhost:\(server.port)?ca=\(certificates.authority)"
                let transport = try server.transport("smtp://ada:secret@\(url)") { $0.connections = 1 }
                try await transport.probe()
                #expect(try server.isEmpty)
                let message = try MailMessage.sample()
                try await transport.send(message)
                #expect(try server.mail() == message.rendered())
                try await transport.probe()
                try await transport.send(message)
                #expect(try server.mail("2") == message.rendered())
                await #expect(throws: MailError(.unauthenticated, "")) {
                    try await server.transport("smtp://ada:wrong@\(url)").probe()
                }
                await #expect(throws: MailError(.untrusted, "")) {
                    try await server.transport("smtp://ada:secret@localhost:\(server.port)").probe()
                }
            }
        }
        let closed = try SMTPTransport(SMTPConfiguration(url: "smtp://127.0.0.1:1?tls=none"))
        await #expect(throws: MailError(.unreachable, "")) { try await closed.probe() }
    }

    @Test func `mails one after the other share a connection`() async throws {
        try await MailServer.run { server in
            let transport = try server.transport { $0.connections = 1 }
            let messages = try (0..<3).map { try MailMessage.sample(subject: "number \($0)") }
            for message in messages { try await transport.send(message) }
            for (index, message) in messages.enumerated() {
                #expect(try server.mail("\(index + 1)") == message.rendered())
            }
            let seen = try await server.script.events(until: "message 3")
            #expect(seen == ["connected", "message 1", "message 2", "message 3"])
        }
    }

    @Test func `a server that was away is found again`() async throws {
        try await MailServer.run(["--disconnect-after-message"]) { server in
            let transport = try server.transport { $0.connections = 1 }
            for number in 1...3 {
                try await transport.send(try .sample())
                let seen = try await server.script.events(until: "disconnected")
                #expect(seen == ["connected", "message \(number)", "disconnected"])
            }
        }
    }

    @Test func `many mails at once arrive once each`() async throws {
        try await MailServer.run { server in
            let transport = try server.transport { $0.connections = 4 }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 { group.addTask { try await transport.send(try .sample()) } }
                try await group.waitForAll()
            }
            let seen = try await server.script.events(until: "message 40")
            #expect(seen.filter { $0.hasPrefix("message") }.count == 40)
            #expect((1...4).contains(seen.filter { $0 == "connected" }.count))
        }
    }
}
#endif
