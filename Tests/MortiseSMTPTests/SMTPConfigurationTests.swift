#if SMTP
import MortiseSMTP
import Testing

@Suite struct SMTPConfigurationTests {
    @Test func `a URL says all`() throws {
        let server = try SMTPConfiguration(
            url:
                "smtp://ada%40example.com:p%3Aw@mail.example:2525/?ca=/etc/mail%20ca.pem&ehlo=app.example&timeout=5&connections=4"
        )
        #expect(server.host == "mail.example" && server.port == 2525 && server.encryption == .startTLS)
        #expect(server.credentials == .init(user: "ada@example.com", password: "p:w"))
        #expect(server.certificateAuthorities == "/etc/mail ca.pem" && server.clientName == "app.example")
        #expect(server.timeout == .seconds(5) && server.connectTimeout == .seconds(5) && server.connections == 4)
    }

    @Test(arguments: [
        ("smtp://mail.example", "smtp://mail.example:587"), ("smtps://mail.example", "smtps://mail.example:465"),
        ("SMTP://[::1]:25?tls=none", "smtp://[::1]:25?tls=none"), ("smtp://127.0.0.1/", "smtp://127.0.0.1:587"),
        ("smtp://ada:secret@mail.example?tls=required", "smtp://ada:<redacted>@mail.example:587"),
    ])
    func `defaults fill the URL`(text: String, shown: String) throws {
        #expect(try SMTPConfiguration(url: text).description == shown)
    }

    @Test(
        arguments: [
            ("", .malformed), ("mail.example", .malformed), ("http://mail.example", .malformed),
            ("smtp:mail.example", .malformed), ("smtp://mail.example/path", .malformed),
            ("smtp://mail.example\r\nRCPT TO:<x@y.z>", .malformed), ("smtp://ma il.example", .malformed),
            ("smtp://mail.example#x", .malformed), ("smtp://mäil.example", .malformed),
            ("smtp://", .host), ("smtp://:25", .host), ("smtp://-mail.example", .host), ("smtp://::1", .host),
            ("smtp://[127.0.0.1", .host), ("smtp://mail..example", .host), ("smtp://mail%2Eexample", .host),
            ("smtp://mail.example:", .port), ("smtp://mail.example:0", .port), ("smtp://mail.example:65536", .port),
            ("smtp://mail.example:25x", .port),
            ("smtp://ada@mail.example", .credentials), ("smtp://ada:@mail.example", .credentials),
            ("smtp://:secret@mail.example", .credentials), ("smtp://ada:a:b@mail.example", .credentials),
            ("smtp://ada:p%0D%0A@mail.example", .credentials), ("smtp://ada:p%00@mail.example", .credentials),
            ("smtp://ada:p%zz@mail.example", .credentials), ("smtp://ada:p%FF@mail.example", .credentials),
            ("smtp://ada:p@w@mail.example", .credentials),
            ("smtp://ada:secret@127.0.0.1?tls=none", .credentialsInTheClear),
            ("smtp://mail.example?tls=maybe", .parameter), ("smtps://mail.example?tls=none", .parameter),
            ("smtp://mail.example?tls=none&tls=none", .parameter), ("smtp://mail.example?x=1", .parameter),
            ("smtp://mail.example?ehlo=a%0Db", .parameter), ("smtp://mail.example?timeout=0", .parameter),
            ("smtp://mail.example?connections=65", .parameter), ("smtp://mail.example?ca=", .parameter),
        ] as [(String, SMTPConfigurationError)])
    func `what no server can be is refused`(text: String, error: SMTPConfigurationError) {
        #expect(throws: error) { try SMTPConfiguration(url: text) }
    }

    @Test func `the password does not print`() throws {
        let server = try SMTPConfiguration(url: "smtp://ada:canary@mail.example")
        let transport = SMTPTransport(server)
        let values: [Any] = [server, transport, server.credentials as Any, [server], Optional(transport) as Any]
        for value in values {
            var dumped = ""
            dump(value, to: &dumped)
            let text =
                "\(value) \(String(reflecting: value)) \(dumped) "
                + Mirror(reflecting: value).children.map { "\($0)" }.joined()
            #expect(!text.contains("canary"))
        }
    }
}
#endif
