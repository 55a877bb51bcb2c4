#if CLI
import Logging
import Mortise
import MortiseArgon2
import MortiseHTTP

/// What the command was told, in types.
struct Configuration: Sendable {
    /// Every setting with its source, for display.
    let settings: ResolvedSettings
    let dataDirectory: String
    let database: DatabaseLocation
    /// Whether statements stay prepared on a PostgreSQL server.
    let preparesStatements: Bool
    /// `nil` where a keyring was not named and there is no default for this database.
    let keyring: KeyringLocation?
    let host: String
    let port: Int
    /// `nil` where it follows from a port that is not known yet.
    let baseURL: BaseURL?
    let trustedProxies: [IPNetwork]
    let allowedOrigins: [Origin]
    /// Where `/metrics` can be read from.
    let metricsReaders: [IPNetwork]
    /// Whether the description of the API is served.
    let servesDescription: Bool
    let revealsAccounts: Bool
    let consumesOnGet: Bool
    let logLevel: Logger.Level
    let mail: MailSettings
    let pages: PageSettings
    let engine: AuthConfiguration

    /// Resolves and checks a configuration.
    ///
    /// - Throws: ``ConfigurationError`` with all problems at once.
    init(layers: [[SettingAssignment]]) throws(ConfigurationError) {
        settings = try ResolvedSettings(layers: layers)
        dataDirectory = try settings.required(Settings.data)
        database = try settings.required(Settings.database)
        preparesStatements = try settings.required(Settings.preparedStatements)
        keyring = try settings.value(of: Settings.keyring)
        host = try settings.required(Settings.host)
        port = try settings.required(Settings.port)
        baseURL = try settings.value(of: Settings.baseURL)
        trustedProxies = try settings.required(Settings.trustedProxies)
        allowedOrigins = try settings.required(Settings.allowedOrigins)
        metricsReaders = try settings.required(Settings.metrics)
        servesDescription = try settings.required(Settings.openAPI)
        revealsAccounts = try settings.required(Settings.revealAccounts)
        consumesOnGet = try settings.required(Settings.consumeOnGet)
        logLevel = try settings.required(Settings.logLevel)
        mail = try MailSettings(settings)
        pages = try PageSettings(settings)
        var engine = AuthConfiguration(
            appName: try settings.required(Settings.appName),
            requiresVerifiedEmail: try settings.required(Settings.requireVerifiedEmail),
            passwordRules: PasswordRules(minimumCodePoints: try settings.required(Settings.passwordMinimum)),
            argon2: try Self.argon2(settings), hashingThreads: try settings.required(Settings.argon2Threads),
            sessionPolicy: SessionPolicy(
                lifetime: try settings.required(Settings.sessionLifetime),
                idleTimeout: try settings.required(Settings.sessionIdle)),
            rateLimits: try RateLimitPolicies(settings))
        engine.retention.audit = try settings.value(of: Settings.auditRetention)
        engine.retention.mails = try settings.required(Settings.mailRetention)
        // A bucket that is forgotten is a full one.
        engine.retention.limits = max(engine.retention.limits, engine.rateLimits.longestPeriod)
        engine.retention.expired = try settings.required(Settings.expiredRetention)
        self.engine = engine
    }

    /// Whether the database is the one under the data folder: it is made, migrated and given keys at first use.
    var isDefaultDatabase: Bool {
        settings.text(of: Settings.database) == DefaultFiles.database(in: dataDirectory)
    }

    /// Whether the keys are those that are made for the default database.
    var hasDefaultKeyring: Bool { isDefaultDatabase && settings.source(of: Settings.keyring) == .standard }

    private static func argon2(_ settings: ResolvedSettings) throws(ConfigurationError) -> Argon2Parameters {
        let memory = try settings.required(Settings.argon2Memory)
        do {
            return try Argon2Parameters(
                memoryKiB: memory, iterations: try settings.required(Settings.argon2Iterations),
                parallelism: try settings.required(Settings.argon2Parallelism))
        } catch let error as ConfigurationError {
            throw error
        } catch {
            // Each value is in its own range by now, so they do not fit together.
            let reason = InvalidValue(
                "is less than 8 KiB for each lane of MORTISE_ARGON2_PARALLELISM", fix: "Raise it or lower the lanes")
            throw ConfigurationError(
                problems: [
                    ConfigurationProblem(
                        subject: Settings.argon2Memory.description.name,
                        source: settings.source(of: Settings.argon2Memory), value: String(memory), reason: reason)
                ])
        }
    }
}
#endif
