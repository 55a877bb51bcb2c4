#if CLI
import Mortise

extension Settings {
    static let rateLimits = Setting(
        "MORTISE_RATE_LIMITS", .onOrOff, default: .text("on"),
        "Whether there are limits, lockout and mail quotas; off is for load tests alone.")
    static let logInPerClient = Setting(
        "MORTISE_LIMIT_LOGIN_IP", .rateLimit, default: .text("30/1m"), "The logins of one client address.")
    static let logInPerClientAndAccount = Setting(
        "MORTISE_LIMIT_LOGIN_IP_ACCOUNT", .rateLimit, default: .text("10/1m"),
        "The logins of one client address into one account.")
    static let registerPerClient = Setting(
        "MORTISE_LIMIT_REGISTER_IP", .rateLimit, default: .text("10/1h"), "The registrations of one client address.")
    static let resetPerClient = Setting(
        "MORTISE_LIMIT_RESET_IP", .rateLimit, default: .text("10/1h"),
        "The password resets, and as many verification mails, that one client address asks for.")
    static let resetPerAccount = Setting(
        "MORTISE_LIMIT_RESET_ACCOUNT", .rateLimit, default: .text("3/1h"),
        "The password resets, and as many verification mails, that are asked for one account.")
    static let tokenPerClient = Setting(
        "MORTISE_LIMIT_TOKEN_IP", .rateLimit, default: .text("20/5m"),
        "The tokens of mailed links that one client address shows.")
    static let mailPerRecipient = Setting(
        "MORTISE_LIMIT_MAIL_RECIPIENT", .rateLimit, default: .text("5/1h"),
        "The mails to one address that strangers can cause.")
}

extension RateLimitPolicies {
    /// The policies that the settings say; what has no setting keeps its default.
    init(_ settings: ResolvedSettings) throws(ConfigurationError) {
        self.init()
        isEnabled = try settings.required(Settings.rateLimits)
        logInPerClient = try settings.required(Settings.logInPerClient)
        logInPerClientAndAccount = try settings.required(Settings.logInPerClientAndAccount)
        registerPerClient = try settings.required(Settings.registerPerClient)
        resetPerClient = try settings.required(Settings.resetPerClient)
        resetPerAccount = try settings.required(Settings.resetPerAccount)
        tokenPerClient = try settings.required(Settings.tokenPerClient)
        mailPerRecipient = try settings.required(Settings.mailPerRecipient)
    }

    /// The longest time after which a limit that has a setting is as new.
    var longestPeriod: Duration {
        [
            logInPerClient, logInPerClientAndAccount, registerPerClient, resetPerClient, resetPerAccount,
            tokenPerClient,
            mailPerRecipient,
        ].map(\.period).max() ?? .zero
    }
}

extension ValueForm where Value == RateLimit {
    /// A number of tries and the time in which as many come free again: `30/1m`.
    static var rateLimit: ValueForm {
        ValueForm("`TRIES/DURATION`") { text throws(InvalidValue) in
            let fix = "Give 1 to 1000000 tries and a duration of 1s to 30d, such as 30/1m"
            let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
                .map { String(Substring($0)) }
            guard parts.count == 2, let period = Duration(parts[1]) else {
                throw InvalidValue("is not a number of tries and a duration", fix: fix)
            }
            let tries: Int
            do throws(InvalidValue) {
                tries = try ValueForm<Int>.integer(in: 1...1_000_000).parse(parts[0])
            } catch {
                throw InvalidValue("has a number of tries that \(error.problem)", fix: fix)
            }
            guard (.seconds(1) ... .seconds(30 * 86_400)).contains(period) else {
                throw InvalidValue("has a duration that is out of range", fix: fix)
            }
            return RateLimit(tries, per: period)
        }
    }
}

extension ValueForm where Value == Bool {
    /// `on` or `off`.
    static var onOrOff: ValueForm {
        ValueForm("`on` or `off`") { text throws(InvalidValue) in
            switch text {
            case "on": return true
            case "off": return false
            default: throw InvalidValue("is neither on nor off", fix: "Write on or off")
            }
        }
    }
}
#endif
