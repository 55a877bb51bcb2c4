#if CLI
import Testing

@testable import MortiseCLI

struct RedactionTests {
    @Test(arguments: [
        ("sqlite:data/app.db", "sqlite:data/app.db"),
        ("postgres://h:5432/d", "postgres://h:5432/d"),
        ("postgres://user@h/d?sslmode=verify-full", "postgres://user@h/d?sslmode=verify-full"),
        ("postgres://user:canary@h/d", "postgres://user:<redacted>@h/d"),
        ("postgresql://user:ca@na/ry?@h:1/d", "postgresql://user:<redacted>@h:1/d"),
        ("postgres://h/d?user=u&password=canary", "postgres://h/d?user=u&password=<redacted>"),
        (
            "postgres://h/d?p%61ssword=canary&sslpassword=canary",
            "postgres://h/d?p%61ssword=<redacted>&sslpassword=<redacted>"
        ),
        ("postgres://h/d?canary", "postgres://h/d?<redacted>"),
        ("host=h password=canary", "<redacted>"), ("canary", "<redacted>"), ("", "<redacted>"),
    ])
    func `a database URL is shown without its secrets`(url: String, shown: String) {
        #expect(Settings.database.form.shown(url) == shown)
    }

    @Test(arguments: [
        ("smtp://user:canary@mail.example.com", "smtp://user:<redacted>@mail.example.com:587"),
        ("smtps://mail.example.com", "smtps://mail.example.com:465"),
        ("smtp://user:ca@nary@mail.example.com", "<redacted>"), ("smtp://user:canary@", "<redacted>"),
        ("canary", "<redacted>"), ("", "<redacted>"),
    ])
    func `a mail server is shown without its password`(url: String, shown: String) {
        #expect(Settings.smtp.form.shown(url) == shown)
    }

    @Test func `a keyring is shown only as a path`() {
        #expect(Settings.keyring.form.shown("file:/etc/keys") == "file:/etc/keys")
        #expect(Settings.keyring.form.shown("inline:1:canary") == "inline:<redacted>")
        #expect(Settings.keyring.form.shown("canary") == "<redacted>")
    }

    @Test func `a keyring cannot be printed`() {
        let keyring = KeyringLocation.inline("1:canary")
        var dump = ""
        Swift.dump(keyring, to: &dump)
        for text in ["\(keyring)", String(reflecting: keyring), dump] { #expect(!text.contains("canary")) }
    }

    @Test func `the problem of a secret does not repeat it`() {
        for name in ["MORTISE_DATABASE_URL", "MORTISE_KEYRING", "MORTISE_SMTP_URL"] {
            let problems = Configuration.problems([name: "canary"])
            #expect(problems.count == 1 && !problems.contains { $0.contains("canary") })
        }
    }

    @Test func `what is shown stands on one line`() {
        #expect("a\r\nb\u{1B}[31m\u{202E}\u{2028}é".printable() == "a\\u{d}\\u{a}b\\u{1b}[31m\\u{202e}\\u{2028}é")
        #expect("abc".printable(limit: 2) == "ab…")
        #expect(Configuration.problems(["MORTISE_HOST": "a\nb"]).first?.contains("\n") == false)
    }
}
#endif
