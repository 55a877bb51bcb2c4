#if CLI
import Logging
import Mortise
import MortiseArgon2

/// The settings of this version.
enum Settings {
    static let data = Setting(
        "MORTISE_DATA", .path, default: .text("data"), "The folder of the default database and its keys.")
    static let database = Setting(
        "MORTISE_DATABASE_URL", .database,
        default: .derived("`sqlite:mortise.db` in `MORTISE_DATA`") { $0.text(of: data).map(DefaultFiles.database) },
        isSecret: true, "The database.")
    static let keyring = Setting(
        "MORTISE_KEYRING", .keyring,
        default: .derived("`file:mortise.keys` in `MORTISE_DATA`, for the default database only") { settings in
            guard let data = settings.text(of: data), settings.text(of: database) == DefaultFiles.database(in: data)
            else { return nil }
            return DefaultFiles.keyring(in: data)
        },
        isSecret: true, "The keys that seal addresses and digest tokens.")
    static let preparedStatements = Setting(
        "MORTISE_PREPARED_STATEMENTS", .onOrOff, default: .text("on"),
        "Whether statements stay prepared on a PostgreSQL server; off behind PgBouncer in transaction mode.")
    static let host = Setting("MORTISE_HOST", .host, default: .text("127.0.0.1"), "The address to listen on.")
    static let port = Setting(
        "MORTISE_PORT", .integer(in: 0...65_535), default: .text("8080"), "The port to listen on; 0 takes a free one.")
    static let baseURL = Setting(
        "MORTISE_BASE_URL", .baseURL,
        default: .derived("`http://127.0.0.1:PORT`") { settings in
            // A free port is known only once it is taken.
            settings.text(of: port).flatMap { $0 == "0" ? nil : "http://127.0.0.1:\($0)" }
        },
        "The address under which browsers reach the server; it decides the cookie and the origin rule.")
    static let trustedProxies = Setting(
        "MORTISE_TRUSTED_PROXIES", .list(of: .network), default: .text(""),
        "The proxies whose X-Forwarded-For is believed.")
    static let allowedOrigins = Setting(
        "MORTISE_ALLOWED_ORIGINS", .list(of: .origin), default: .text(""),
        "Other origins whose pages may call the API.")
    static let metrics = Setting(
        "MORTISE_METRICS", .list(of: .network), default: .text(""),
        "The networks from which `/metrics` can be read; with none there is no such path.")
    static let openAPI = Setting(
        "MORTISE_OPENAPI", .onOrOff, default: .text("on"),
        "Whether `/openapi.yaml`, the description of the API, is served.")
    static let requireVerifiedEmail = Setting(
        "MORTISE_REQUIRE_VERIFIED_EMAIL", .boolean, default: .text("true"),
        "Whether an address must be verified before its account can log in.")
    static let revealAccounts = Setting(
        "MORTISE_REVEAL_ACCOUNTS", .boolean, default: .text("false"),
        "Whether registration tells strangers that an address has an account.")
    static let consumeOnGet = Setting(
        "MORTISE_CONSUME_ON_GET", .boolean, default: .text("false"),
        "Whether opening a verification link of the API is enough; mail scanners open links too.")
    static let passwordMinimum = Setting(
        "MORTISE_PASSWORD_MINIMUM", .integer(in: 8...128), default: .text("8"),
        "The fewest code points of a new password; NIST SP 800-63B-4 asks for 15 where it is the only factor.")
    static let argon2Memory = Setting(
        "MORTISE_ARGON2_MEMORY_KIB", .integer(in: 8...1_048_576), default: .text("19456"),
        "The memory of a password hash in KiB, at least 8 a lane.")
    static let argon2Iterations = Setting(
        "MORTISE_ARGON2_ITERATIONS", .integer(in: 1...64), default: .text("2"),
        "The passes of a password hash over its memory.")
    static let argon2Parallelism = Setting(
        "MORTISE_ARGON2_PARALLELISM", .integer(in: 1...255), default: .text("1"), "The lanes of a password hash.")
    static let argon2Threads = Setting(
        "MORTISE_ARGON2_THREADS", .integer(in: 1...1024),
        default: .derived("one a core") { _ in String(min(1024, HashingPool.coreCount)) },
        "The threads that hash passwords; each may use the memory of one hash.")
    static let sessionIdle = Setting(
        "MORTISE_SESSION_IDLE", .duration(from: "1m", to: "400d"), default: .text("7d"),
        "The longest pause between two uses of a session.")
    static let sessionLifetime = Setting(
        "MORTISE_SESSION_LIFETIME", .duration(from: "1m", to: "400d"), default: .text("30d"),
        "The longest life of a session.")
    static let auditRetention = Setting(
        "MORTISE_RETENTION_AUDIT", .duration(from: "1d", to: "36500d"), default: .derived("kept for ever") { _ in nil },
        "How long entries of the audit log are kept.")
    static let mailRetention = Setting(
        "MORTISE_RETENTION_MAILS", .duration(from: "1h", to: "400d"), default: .text("30d"),
        "How long the outbox keeps mails that were sent or given up.")
    static let expiredRetention = Setting(
        "MORTISE_RETENTION_EXPIRED", .duration(from: "1m", to: "400d"), default: .text("1d"),
        "How long sessions and mailed links are kept after their end.")
    static let logLevel = Setting(
        "MORTISE_LOG_LEVEL", .logLevel, default: .text("info"), "The least severe events that are logged.")

    /// All of them, each after those its default needs.
    static let all: [SettingDescription] = [
        data.description, database.description, preparedStatements.description, keyring.description,
        host.description, port.description, baseURL.description, trustedProxies.description,
        allowedOrigins.description, metrics.description, openAPI.description, requireVerifiedEmail.description,
        revealAccounts.description, consumeOnGet.description,
        passwordMinimum.description, argon2Memory.description,
        argon2Iterations.description, argon2Parallelism.description, argon2Threads.description,
        sessionIdle.description, sessionLifetime.description, rateLimits.description, logInPerClient.description,
        logInPerClientAndAccount.description, registerPerClient.description, resetPerClient.description,
        resetPerAccount.description, tokenPerClient.description, mailPerRecipient.description, smtp.description,
        mailFrom.description, mailFolder.description, verifyLink.description, resetLink.description,
        emailChangeLink.description, emailUndoLink.description, unlockLink.description, appName.description,
        pages.description, pagesFolder.description, languages.description, stylesheet.description, home.description,
        allowedRedirects.description, auditRetention.description, mailRetention.description,
        expiredRetention.description, logLevel.description,
    ]
}

/// The files of the data folder.
enum DefaultFiles {
    static func database(in data: String) -> String { "sqlite:\(data)/mortise.db" }
    static func keyring(in data: String) -> String { "file:\(data)/mortise.keys" }
    static func mail(in data: String) -> String { "\(data)/mail" }
}
#endif
