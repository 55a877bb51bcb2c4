#if CLI
import Logging
import Mortise
import MortiseHTTP
import Testing

@testable import MortiseCLI

struct SettingValueTests {
    private func accepts<Value>(_ setting: Setting<Value>, _ text: String) -> Bool {
        (try? setting.form.parse(text)) != nil
    }

    @Test(arguments: [("90s", 90), ("15m", 900), ("12h", 43_200), ("30d", 2_592_000), ("0s", 0), ("007m", 420)])
    func `a duration is a number and a unit`(text: String, seconds: Int64) {
        #expect(Duration(text) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "s", "90", "-1s", "+1s", "1.5h", "1 h", "1w", "1H", "1hs", "９s", "99999999999999999999s",
        "9223372036854775807d", "1s\u{301}",
    ])
    func `anything else is no duration`(text: String) {
        #expect(Duration(text) == nil)
    }

    @Test func `sessions last between a minute and 400 days`() throws {
        #expect(try Settings.sessionIdle.form.parse("1m") == .seconds(60))
        #expect(try Settings.sessionLifetime.form.parse("400d") == .seconds(400 * 86_400))
        for text in ["59s", "401d", "0s"] { #expect(!accepts(Settings.sessionIdle, text), "\(text)") }
    }

    @Test(arguments: ["0", "8080", "65535"]) func `a port is a number`(text: String) {
        #expect(accepts(Settings.port, text))
    }

    @Test(arguments: ["", "-1", "+80", "65536", "80 ", "0x50", "８０", "http", "99999999999999999999"])
    func `anything else is no port`(text: String) {
        #expect(!accepts(Settings.port, text))
    }

    @Test(arguments: ["", "True", "1", "yes", "on", "true "]) func `only true and false are booleans`(text: String) {
        #expect(!accepts(Settings.revealAccounts, text))
    }

    @Test func `numbers of the engine have bounds`() {
        #expect(accepts(Settings.passwordMinimum, "8") && !accepts(Settings.passwordMinimum, "7"))
        #expect(accepts(Settings.argon2Memory, "8") && !accepts(Settings.argon2Memory, "1048577"))
        #expect(accepts(Settings.argon2Iterations, "64") && !accepts(Settings.argon2Iterations, "0"))
        #expect(accepts(Settings.argon2Parallelism, "255") && !accepts(Settings.argon2Parallelism, "256"))
        #expect(accepts(Settings.argon2Threads, "1024") && !accepts(Settings.argon2Threads, "0"))
    }

    @Test func `a database is a file, memory or a server`() throws {
        let parse = Settings.database.form.parse
        #expect(try parse("sqlite:app.db") == .sqliteFile("app.db"))
        #expect(try parse("sqlite:/var/lib/app.db") == .sqliteFile("/var/lib/app.db"))
        #expect(try parse("sqlite::memory:") == .sqliteMemory)
        #expect(try parse("postgres://u@h/d") == .postgres("postgres://u@h/d"))
        #expect(try parse("postgresql://h/d") == .postgres("postgresql://h/d"))
    }

    @Test(arguments: [
        "", "sqlite:", "sqlite://host/app.db", "app.db", "mysql://h/d", "Postgres://h", "postgres:h", "sqlite:a\0b",
    ])
    func `anything else is no database`(text: String) {
        #expect(!accepts(Settings.database, text))
    }

    @Test func `a keyring is a file or the keys themselves`() throws {
        guard case .file("/etc/keys") = try Settings.keyring.form.parse("file:/etc/keys") else {
            Issue.record("not a file")
            return
        }
        guard case .inline("1:a,2:b") = try Settings.keyring.form.parse("inline:1:a,2:b") else {
            Issue.record("not inline")
            return
        }
        for text in ["", "file:", "inline:", "/etc/keys", "1:a"] {
            #expect(!accepts(Settings.keyring, text), "\(text)")
        }
    }

    @Test func `a base URL is https, or http on this machine`() throws {
        #expect(try Settings.baseURL.form.parse("https://Auth.example.com/").description == "https://auth.example.com")
        #expect(accepts(Settings.baseURL, "http://localhost:8080") && accepts(Settings.baseURL, "http://[::1]:1"))
        for text in ["http://example.com", "ftp://h", "https://h/path", "https://u@h", "https://h?q", "", "h"] {
            #expect(!accepts(Settings.baseURL, text), "\(text)")
        }
    }

    @Test func `lists are separated by commas`() throws {
        #expect(try Settings.trustedProxies.form.parse("").isEmpty)
        #expect(try Settings.trustedProxies.form.parse("10.0.0.0/8, ::1").count == 2)
        #expect(try Settings.allowedOrigins.form.parse("https://a.example,https://b.example:8443").count == 2)
        for text in ["10.0.0.1/8", "10.0.0.0/8,", "proxy", ","] {
            #expect(!accepts(Settings.trustedProxies, text), "\(text)")
        }
        for text in ["null", "*", "https://a.example/path"] {
            #expect(!accepts(Settings.allowedOrigins, text), "\(text)")
        }
    }

    @Test func `a host comes without its port, a folder is not empty`() {
        for text in ["127.0.0.1", "::", "localhost"] { #expect(accepts(Settings.host, text), "\(text)") }
        for text in ["", "a b", "h/", "[::]", "h\r\n"] { #expect(!accepts(Settings.host, text), "\(text)") }
        #expect(!accepts(Settings.data, "") && !accepts(Settings.data, "a\0"))
    }

    @Test func `a limit is a number of tries and a duration`() throws {
        #expect(try Settings.logInPerClient.form.parse("30/1m") == RateLimit(30, per: .seconds(60)))
        #expect(try Settings.logInPerClient.form.parse("1/30d") == RateLimit(1, per: .seconds(2_592_000)))
        for text in [
            "", "30", "30/", "/1m", "0/1m", "-1/1m", "30/0s", "30/31d", "1000001/1m", "30/1m/1m", "3 0/1m", "30/1",
        ] {
            #expect(!accepts(Settings.logInPerClient, text), "\(text)")
        }
        for text in ["true", "", "Off", "0"] { #expect(!accepts(Settings.rateLimits, text), "\(text)") }
    }

    @Test func `links hold the place of a token, and are safe to send one over`() {
        for text in ["https://a.example/v?t={token}", "http://127.0.0.1:3000/{token}"] {
            #expect(accepts(Settings.verifyLink, text), "\(text)")
        }
        for text in ["", "https://a.example/v", "http://a.example/{token}", "https://{token}.example/", "{token}"] {
            #expect(!accepts(Settings.verifyLink, text), "\(text)")
        }
    }

    @Test func `a sender is an address, with or without a name`() {
        for text in ["app@example.com", "App <app@example.com>"] {
            #expect(accepts(Settings.mailFrom, text), "\(text)")
        }
        for text in ["", "app", "App <app>", "A\r\nB <app@example.com>"] {
            #expect(!accepts(Settings.mailFrom, text), "\(text)")
        }
    }

    @Test func `log levels are those of the logging library`() throws {
        #expect(try Settings.logLevel.form.parse("warning") == .warning)
        #expect(!accepts(Settings.logLevel, "warn") && !accepts(Settings.logLevel, "INFO"))
    }
}
#endif
