import MortiseArgon2
import MortiseSQL

/// Hashes and checks passwords on the hashing threads, never while a connection is held.
struct PasswordHasher: Sendable {
    private static let saltLength = 16

    private let pool: HashingPool
    private let parameters: Argon2Parameters
    /// What a password is checked against where there is no hash, so that this costs the same.
    private let decoy: PHCString
    private let metrics: EngineMetrics?

    init(pool: HashingPool, parameters: Argon2Parameters, metrics: EngineMetrics?) async throws(Argon2Error) {
        self.metrics = metrics
        self.pool = pool
        self.parameters = parameters
        decoy = try await pool.hash(
            password: SecureRandom.bytes(32), salt: SecureRandom.bytes(Self.saltLength), parameters: parameters)
    }

    /// Hashes a password at the configured cost.
    ///
    /// - Parameters:
    ///   - password: The password.
    ///   - original: A hash whose salt is used again, so that the same password gives the same hash; otherwise the salt
    ///     is random. One of another cost is passed over.
    func hash(_ password: Password, saltedLike original: String? = nil) async throws -> String {
        try ConnectionGuard.requireNone(for: "password hashing")
        // One that cannot be read gives no salt: this is a new hash, whose own is as good.
        let original = original.flatMap { try? PHCString(parsing: $0) }.flatMap {
            $0.needsRehash(to: parameters) ? nil : $0
        }
        let salt = original?.salt ?? SecureRandom.bytes(Self.saltLength)
        return try await counted { () async throws(Argon2Error) in
            try await pool.hash(password: password.bytes, salt: salt, parameters: parameters).encoded
        }
    }

    /// Whether the password is the one that was hashed. Without a hash, or for a password that is too long to have one,
    /// the answer is no, after the same work.
    func verify(_ password: Password, against hash: String?) async throws -> Bool {
        try ConnectionGuard.requireNone(for: "password hashing")
        // A hash that cannot be read is no reason to let somebody in, nor to show it: `verify` names its account.
        let isTooLong = password.bytes.count > PasswordRules.maximumBytes
        guard !isTooLong, let hash, let hash = try? PHCString(parsing: hash) else {
            _ = try await verify(Array(password.bytes.prefix(PasswordRules.maximumBytes)), against: decoy)
            return false
        }
        return try await verify(password.bytes, against: hash)
    }

    private func verify(_ password: [UInt8], against hash: PHCString) async throws(Argon2Error) -> Bool {
        try await counted { () async throws(Argon2Error) in
            try await pool.verify(password: password, against: hash)
        }
    }

    private func counted<Result>(_ body: () async throws(Argon2Error) -> Result) async throws(Argon2Error) -> Result {
        do throws(Argon2Error) {
            return try await body()
        } catch {
            if case .overloaded = error.code { metrics?.refusedHash() }
            throw error
        }
    }

    /// Whether a hash has another cost than the configured one.
    func needsRehash(_ hash: String) -> Bool {
        (try? PHCString(parsing: hash))?.needsRehash(to: parameters) ?? true
    }

    func close() async { await pool.close() }
}
