import MortiseSQL

/// Values of the size that real ones have.
enum Sample {
    static let moment = Instant(seconds: 1_767_225_600)
    /// ``moment`` as PostgreSQL writes it.
    static let momentText = "2026-01-01 00:00:00+00"
    static let userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    static let passwordHash =
        "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg"
        + "$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"
    /// An address of 20 characters: header, nonce, text, tag.
    static let emailSealed = [UInt8](repeating: 0x5A, count: 5 + 12 + 20 + 16)
    static let address = IPText("203.0.113.7")
    static let authentications = JSONText(#"[{"method":"password","at":1767225600000000}]"#)
    static let details = JSONText(#"{"session":"019b76da-a800-7000-8000-000000000000"}"#)
    static let requestID = "AAECAwQFBgcICQoLDA0ODw"
}
