extension PHCString {
    /// Reads a stored or imported hash; everything is checked before anything could be allocated for hashing.
    ///
    /// Refused are other variants and versions, other orders, leading zeros, padding, non-canonical base64, trailing
    /// text and lengths out of range.
    /// - Throws: ``Argon2Error`` with code `malformedHash`, or `invalidParameters` if a well-formed cost is outside `limits`.
    public init(parsing text: String, limits: Argon2Parameters.Limits = .standard) throws(Argon2Error) {
        // The length first: a huge text is not copied.
        guard text.utf8.count <= Self.maximumLength else { throw Self.malformed("The password hash is too long.") }
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    /// The same, from the bytes of the text.
    /// - Throws: ``Argon2Error`` with code `malformedHash` or `invalidParameters`.
    public init(parsing bytes: [UInt8], limits: Argon2Parameters.Limits = .standard) throws(Argon2Error) {
        guard bytes.count <= Self.maximumLength else { throw Self.malformed("The password hash is too long.") }
        var rest = bytes[...]
        guard
            Self.take("$argon2id$v=19$m=", from: &rest), let memory = Self.takeNumber(from: &rest),
            Self.take(",t=", from: &rest), let iterations = Self.takeNumber(from: &rest),
            Self.take(",p=", from: &rest), let parallelism = Self.takeNumber(from: &rest),
            Self.take("$", from: &rest), let split = rest.firstIndex(of: UInt8(ascii: "$"))
        else { throw Self.malformed("The password hash is not of the form $argon2id$v=19$m=,t=,p=$salt$tag.") }
        guard let salt = UnpaddedBase64.decode(rest[..<split]), Self.saltLengths.contains(salt.count) else {
            throw Self.malformed("The salt of the password hash is not 8 to 64 bytes of unpadded base64.")
        }
        guard let tag = UnpaddedBase64.decode(rest[(split + 1)...]), Self.tagLengths.contains(tag.count) else {
            throw Self.malformed("The tag of the password hash is not 16 to 64 bytes of unpadded base64.")
        }
        let parameters = try Argon2Parameters(
            memoryKiB: memory, iterations: iterations, parallelism: parallelism, limits: limits)
        self.init(parameters: parameters, salt: salt, tag: tag)
    }

    private static func malformed(_ message: String) -> Argon2Error {
        Argon2Error(.malformedHash, message)
    }

    private static func take(_ literal: StaticString, from rest: inout ArraySlice<UInt8>) -> Bool {
        literal.withUTF8Buffer { literal in
            guard rest.starts(with: literal) else { return false }
            rest = rest.dropFirst(literal.count)
            return true
        }
    }

    /// One to ten decimal digits without a leading zero, at most 2^32 - 1.
    private static func takeNumber(from rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard !digits.isEmpty, digits.count <= 10, digits.count == 1 || digits.first != UInt8(ascii: "0") else {
            return nil
        }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        rest = rest.dropFirst(digits.count)
        return value <= Int(UInt32.max) ? value : nil
    }
}
