#if CLI
import MortiseArgon2
import Mortise
import MortiseHTTP
import MortiseSMTP
import Testing

@testable import MortiseCLI

struct ConfigurationTests {
    @Test func `without any layer the defaults hold`() throws {
        let configuration = try Configuration.of([:])
        #expect(configuration.dataDirectory == "data")
        #expect(configuration.database == .sqliteFile("data/mortise.db"))
        #expect(configuration.isDefaultDatabase && configuration.hasDefaultKeyring)
        #expect(configuration.host == "127.0.0.1" && configuration.port == 8080)
        #expect(configuration.baseURL?.description == "http://127.0.0.1:8080")
        #expect(configuration.engine.requiresVerifiedEmail && !configuration.revealsAccounts)
        #expect(!configuration.consumesOnGet)
        #expect(configuration.engine.passwordRules.minimumCodePoints == 8)
        #expect(configuration.engine.sessionPolicy == SessionPolicy())
        #expect(configuration.engine.argon2 == .standard)
        #expect(configuration.settings.entries.allSatisfy { $0.source == .standard })
        #expect(configuration.settings.entries.count == Settings.all.count)
    }

    @Test func `a flag beats the environment, which beats the file, which beats the default`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("MORTISE_PORT=1\nMORTISE_HOST=file\nMORTISE_DATA=file\n", to: "settings")
        let configuration = try Configuration.load(
            flags: [SettingAssignment(name: "MORTISE_PORT", text: "3", source: .flag("--port"))], file: file,
            environment: ["MORTISE_PORT": "2", "MORTISE_HOST": "environment"])
        #expect(configuration.port == 3 && configuration.host == "environment")
        #expect(configuration.dataDirectory == "file")
        #expect(configuration.settings.source(of: Settings.port) == .flag("--port"))
        #expect(configuration.settings.source(of: Settings.host) == .environment)
        #expect(configuration.settings.source(of: Settings.data) == .file(file, line: 3))
        #expect(configuration.settings.source(of: Settings.logLevel) == .standard)
    }

    @Test func `the environment may name the file, and a flag another one`() throws {
        let folder = try TemporaryFolder()
        let one = try folder.write("MORTISE_PORT=1\n", to: "one")
        let two = try folder.write("MORTISE_PORT=2\n", to: "two")
        #expect(try Configuration.of(["MORTISE_CONFIG": one]).port == 1)
        #expect(try Configuration.load(flags: [], file: two, environment: ["MORTISE_CONFIG": one]).port == 2)
    }

    @Test func `what depends on another setting follows it`() throws {
        let configuration = try Configuration.of(["MORTISE_DATA": "/srv/m", "MORTISE_PORT": "9000"])
        #expect(configuration.database == .sqliteFile("/srv/m/mortise.db") && configuration.isDefaultDatabase)
        #expect(configuration.baseURL?.description == "http://127.0.0.1:9000")
        #expect(try Configuration.of(["MORTISE_PORT": "0"]).baseURL == nil)
    }

    @Test func `another database has no keyring unless it is named`() throws {
        let other = try Configuration.of(["MORTISE_DATABASE_URL": "sqlite:other.db"])
        #expect(!other.isDefaultDatabase)
        #expect { try other.keyringSource() } throws: { error in
            (error as? CommandFailure)?.message.contains("mortise keys generate PATH") == true
        }
        let named = try Configuration.of([
            "MORTISE_DATABASE_URL": "sqlite:other.db", "MORTISE_KEYRING": "file:other.keys",
        ])
        _ = try named.keyringSource()
        #expect(!named.hasDefaultKeyring)
    }

    @Test func `all problems are told together`() {
        let problems = Configuration.problems([
            "MORTISE_PORT": "http", "MORTISE_HOTS": "x", "MORTISE_SESSION_IDLE": "7", "MORTISE_SMTP_URL": "canary",
        ])
        #expect(
            problems == [
                "MORTISE_HOTS (environment): is not a setting. Did you mean MORTISE_HOST?",
                "MORTISE_PORT (environment): \"http\" is not a whole number. Give a number from 0 to 65535.",
                "MORTISE_SESSION_IDLE (environment): \"7\" is not a duration. "
                    + "Give a duration from 1m to 400d, such as 90s, 15m, 12h or 30d.",
                "MORTISE_SMTP_URL (environment): is no URL of a mail server. "
                    + "Give smtp://USER:PASSWORD@HOST:PORT or smtps://….",
            ])
    }

    @Test func `a bad value that a higher layer hides is refused too`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("MORTISE_PORT=none\n", to: "settings")
        #expect(Configuration.problems(["MORTISE_CONFIG": file, "MORTISE_PORT": "80"]).count == 1)
    }

    @Test func `values that do not fit together are refused`() {
        let problems = Configuration.problems([
            "MORTISE_ARGON2_MEMORY_KIB": "15", "MORTISE_ARGON2_PARALLELISM": "2",
        ])
        #expect(problems.count == 1 && problems.first?.contains("8 KiB for each lane") == true)
    }

    @Test func `only the flags make it a fault of the command line`() {
        let flag = SettingAssignment(name: "MORTISE_PORT", text: "x", source: .flag("--port"))
        #expect { try Configuration.load(flags: [flag], file: nil, environment: [:]) } throws: { error in
            (error as? ConfigurationError)?.isUsage == true
        }
        #expect { try Configuration.of(["MORTISE_PORT": "x"]) } throws: { error in
            (error as? ConfigurationError)?.isUsage == false
        }
    }

    @Test(arguments: [
        ("MORTISE_PROT", "MORTISE_PORT"), ("MORTISE_DATABASE", "MORTISE_DATABASE_URL"),
        ("MORTISE_CONFG", "MORTISE_CONFIG"), ("mortise_port", nil), ("MORTISE_", nil),
        ("MORTISE_FLUX_COMPENSATION_MODE", nil),
    ])
    func `an unknown name is refused with the nearest known one`(name: String, nearest: String?) {
        let problem = SettingNames.problem(with: name)
        #expect(problem?.problem == "is not a setting")
        #expect(problem?.fix.contains("Did you mean") == (nearest != nil))
        if let nearest { #expect(problem?.fix == "Did you mean \(nearest)?") }
    }

    @Test func `limits are on, and their policies can be set`() throws {
        let standard = try Configuration.of([:]).engine.rateLimits
        #expect(standard == RateLimitPolicies() && standard.isEnabled)
        let set = try Configuration.of([
            "MORTISE_RATE_LIMITS": "off", "MORTISE_LIMIT_LOGIN_IP": "1/1s", "MORTISE_LIMIT_LOGIN_IP_ACCOUNT": "2/2s",
            "MORTISE_LIMIT_REGISTER_IP": "3/3s", "MORTISE_LIMIT_RESET_IP": "4/4s",
            "MORTISE_LIMIT_RESET_ACCOUNT": "5/5s", "MORTISE_LIMIT_TOKEN_IP": "6/6s",
            "MORTISE_LIMIT_MAIL_RECIPIENT": "7/7s",
        ]).engine.rateLimits
        #expect(!set.isEnabled)
        #expect(set.logInPerClient == RateLimit(1, per: .seconds(1)))
        #expect(set.logInPerClientAndAccount == RateLimit(2, per: .seconds(2)))
        #expect(set.registerPerClient == RateLimit(3, per: .seconds(3)))
        #expect(set.resetPerClient == RateLimit(4, per: .seconds(4)))
        #expect(set.resetPerAccount == RateLimit(5, per: .seconds(5)))
        #expect(set.tokenPerClient == RateLimit(6, per: .seconds(6)))
        #expect(set.mailPerRecipient == RateLimit(7, per: .seconds(7)))
    }

    @Test func `what is over is kept as long as the settings say`() throws {
        let standard = try Configuration.of([:]).engine.retention
        #expect(standard == Retention())
        let set = try Configuration.of([
            "MORTISE_RETENTION_AUDIT": "365d", "MORTISE_RETENTION_MAILS": "7d", "MORTISE_RETENTION_EXPIRED": "1h",
        ]).engine.retention
        #expect(set.audit == .seconds(365 * 86_400) && set.mails == .seconds(7 * 86_400))
        #expect(set.expired == .seconds(3600) && set.limits == Retention().limits)
        // A limit of 30 days that is forgotten after two would be none.
        let slow = try Configuration.of(["MORTISE_LIMIT_RESET_ACCOUNT": "3/30d"]).engine.retention
        #expect(slow.limits == .seconds(30 * 86_400))
        #expect(Configuration.problems(["MORTISE_RETENTION_AUDIT": "1h"]).count == 1)
    }

    @Test func `statements stay prepared, and the API describes itself, unless the settings say no`() throws {
        let standard = try Configuration.of([:])
        #expect(standard.preparesStatements && standard.servesDescription)
        let off = try Configuration.of(["MORTISE_PREPARED_STATEMENTS": "off", "MORTISE_OPENAPI": "off"])
        #expect(!off.preparesStatements && !off.servesDescription)
        #expect(Configuration.problems(["MORTISE_OPENAPI": "false"]).count == 1)
    }

    @Test func `without a mail server mails are files of the data folder`() throws {
        #expect(try Configuration.of([:]).mail.delivery == .folder("data/mail"))
        #expect(try Configuration.of(["MORTISE_DATA": "/srv/m"]).mail.delivery == .folder("/srv/m/mail"))
        #expect(try Configuration.of(["MORTISE_MAIL_DIR": "out"]).mail.delivery == .folder("out"))
    }

    @Test func `a mail server wants a sender, and no folder beside it`() throws {
        let url = "smtps://u:canary@mail.example.com"
        let configuration = try Configuration.of([
            "MORTISE_SMTP_URL": url, "MORTISE_MAIL_FROM": "Example App <app@example.com>",
        ])
        #expect(configuration.mail.delivery == .smtp(try SMTPConfiguration(url: url)))
        #expect(configuration.mail.from == Mailbox("Example App <app@example.com>"))
        let bare = Configuration.problems(["MORTISE_SMTP_URL": url])
        #expect(bare.count == 1 && bare[0].hasPrefix("MORTISE_MAIL_FROM (default): is missing."))
        let both = Configuration.problems([
            "MORTISE_SMTP_URL": url, "MORTISE_MAIL_FROM": "app@example.com", "MORTISE_MAIL_DIR": "out",
        ])
        #expect(both.count == 1 && both[0].hasPrefix("MORTISE_MAIL_DIR (environment): \"out\" stands beside"))
        #expect(!(bare + both).contains { $0.contains("canary") })
    }

    @Test func `links lead to the base URL unless each is set`() throws {
        let configuration = try Configuration.of([
            "MORTISE_BASE_URL": "https://auth.example.com/",
            "MORTISE_LINK_RESET": "https://app.example.com/reset?token={token}",
        ])
        #expect(
            configuration.settings.text(of: Settings.verifyLink) == "https://auth.example.com/auth/verify-email/{token}"
        )
        #expect(
            configuration.settings.text(of: Settings.emailUndoLink)
                == "https://auth.example.com/auth/email-undo/{token}")
        #expect(
            configuration.settings.text(of: Settings.resetLink) == "https://app.example.com/reset?token={token}")
        // The port is not known yet, and so the link is not.
        #expect(try Configuration.of(["MORTISE_PORT": "0"]).settings.text(of: Settings.unlockLink) == nil)
    }

    @Test func `the names of test suites and of others are left alone`() {
        #expect(Configuration.problems(["MORTISE_TEST_POSTGRES": "x", "PATH": "/bin", "MORTISE": "x"]).isEmpty)
    }
}
#endif
