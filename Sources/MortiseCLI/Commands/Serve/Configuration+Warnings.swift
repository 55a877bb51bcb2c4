#if CLI
import Logging
import Mortise
import MortiseArgon2
import MortisePostgres
import MortiseSMTP

extension Configuration {
    /// Says what is accepted but weaker than recommended.
    func warn(_ logger: Logger) {
        let cost = engine.argon2
        if !cost.meetsMinimum {
            logger.warning(
                "password hashes are cheaper to guess than OWASP's minimum, as m=19456 KiB, t=2",
                metadata: ["memory_kib": "\(cost.memoryKiB)", "iterations": "\(cost.iterations)"])
        }
        if engine.passwordRules.minimumCodePoints < 15 {
            logger.info(
                "NIST SP 800-63B-4 asks for 15 characters where the password is the only factor",
                metadata: ["password_minimum": "\(engine.passwordRules.minimumCodePoints)"])
        }
        if !engine.rateLimits.isEnabled {
            logger.warning("MORTISE_RATE_LIMITS is off: everybody may guess passwords and cause mail without a limit")
        }
        switch mail.delivery {
        case .smtp(let server) where server.encryption == .insecureNone:
            logger.warning(
                "mails, and the links in them, travel unencrypted to the mail server", metadata: ["server": "\(server)"]
            )
        case .smtp: break
        case .folder(let path):
            logger.info("mails are kept as files and not sent", metadata: ["folder": "\(path)"])
        }
        if case .postgres(let url) = database, PostgresConfiguration(url).trustsNetwork {
            logger.warning(
                "the connection to the database may be read or taken over on its way: let the URL say sslmode=verify-full"
            )
        }
        if database == .sqliteMemory { logger.warning("the database is in memory: it ends with this process") }
    }
}
#endif
