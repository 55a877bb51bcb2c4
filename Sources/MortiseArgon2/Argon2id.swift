/// Password hashing by Argon2id (RFC 9106, version 0x13), computed on the calling thread.
///
/// One hash takes tens of milliseconds and ``Argon2Parameters/memoryKiB`` of memory: servers go through ``HashingPool``.
public enum Argon2id {
    /// The longest password, in bytes; longer ones are refused, never cut.
    public static let maximumPasswordBytes = 1_024
    /// The length of the salt of a new hash.
    public static let saltBytes = 16
    /// The length of the tag of a new hash.
    public static let tagBytes = 32

    /// Hashes a password.
    ///
    /// - Parameters:
    ///   - password: any bytes, NUL included, up to ``maximumPasswordBytes``. Normalisation is the caller's.
    ///   - salt: ``saltBytes`` fresh bytes from the system's random generator.
    ///   - parameters: the cost.
    /// - Throws: ``Argon2Error`` with code `passwordTooLong`, `invalidParameters` (salt), `outOfMemory` or `internalFailure`.
    public static func hash(
        password: [UInt8], salt: [UInt8], parameters: Argon2Parameters = .standard
    ) throws(Argon2Error) -> PHCString {
        let derivation = try Argon2Derivation(hashing: password, salt: salt, parameters: parameters)
        return PHCString(parameters: parameters, salt: salt, tag: try derivation.tag())
    }

    /// Whether the password is the one that was hashed. The tags are compared in constant time.
    ///
    /// - Throws: ``Argon2Error`` with code `passwordTooLong`, `outOfMemory` or `internalFailure`.
    public static func verify(password: [UInt8], against hash: PHCString) throws(Argon2Error) -> Bool {
        let derivation = try Argon2Derivation(verifying: password, against: hash)
        return areEqual(try derivation.tag(), hash.tag)
    }

    /// Reads every byte whatever it finds, so that the time tells only the length, which is public.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
