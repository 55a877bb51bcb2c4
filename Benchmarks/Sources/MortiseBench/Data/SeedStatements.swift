import MortiseSQL

/// The SQL that fills the tables, for both databases: `seed_id` and `seed_digest` are functions that each loader defines,
/// `n` counts the rows.
enum SeedStatements {
    static func users(moment: String, bytes: (String) -> String = { "X'\($0)'" }, source: String) -> String {
        """
        INSERT INTO users (id, email_digest, email_sealed, password_hash, is_active, is_verified, created_at, \
        updated_at, failed_login_attempts, security_epoch, version) \
        SELECT seed_id('user', n), seed_digest(n), \(bytes(Sample.emailSealed.hexadecimal)), \
        '\(Sample.passwordHash)', TRUE, TRUE, \(moment), \(moment), 0, 1, 1 \(source)
        """
    }

    static func sessions(moment: String, end: String, source: String) -> String {
        """
        INSERT INTO sessions (id, user_id, token_digest, token_key_id, security_epoch, created_at, last_seen_at, \
        expires_at, idle_timeout_seconds, ip, user_agent, authentications) \
        SELECT seed_id('session', n), seed_id('user', n), seed_digest(n), 1, 1, \(moment), \(moment), \(end), \
        \(7 * 86_400), '\(Sample.address.text)', '\(Sample.userAgent)', '\(Sample.authentications.text)' \(source)
        """
    }
}

extension [UInt8] {
    fileprivate var hexadecimal: String {
        map { String($0 >> 4, radix: 16) + String($0 & 0x0F, radix: 16) }.joined()
    }
}
