import CArgon2

/// The checked input of one run of the Argon2id function.
struct Argon2Derivation: Sendable {
    let password: [UInt8]
    let salt: [UInt8]
    let parameters: Argon2Parameters
    let tagBytes: Int
    /// The optional inputs `K` and `X` of RFC 9106; PHC strings have no place for them, its test vector needs them.
    var secret: [UInt8] = []
    var associatedData: [UInt8] = []

    init(hashing password: [UInt8], salt: [UInt8], parameters: Argon2Parameters) throws(Argon2Error) {
        guard salt.count == Argon2id.saltBytes else {
            throw Argon2Error(.invalidParameters, "The salt must be \(Argon2id.saltBytes) bytes.")
        }
        try self.init(password: password, salt: salt, parameters: parameters, tagBytes: Argon2id.tagBytes)
    }

    init(verifying password: [UInt8], against hash: PHCString) throws(Argon2Error) {
        try self.init(
            password: password, salt: hash.salt, parameters: hash.parameters, tagBytes: hash.tag.count)
    }

    private init(
        password: [UInt8], salt: [UInt8], parameters: Argon2Parameters, tagBytes: Int
    ) throws(Argon2Error) {
        guard password.count <= Argon2id.maximumPasswordBytes else {
            throw Argon2Error(
                .passwordTooLong, "The password is longer than \(Argon2id.maximumPasswordBytes) bytes.")
        }
        self.password = password
        self.salt = salt
        self.parameters = parameters
        self.tagBytes = tagBytes
    }

    /// Computes the tag. Takes `parameters.memoryKiB` of memory, which libargon2 wipes before it frees it: its
    /// `FLAG_clear_internal_memory` is 1 from the start, and nothing here changes it.
    func tag() throws(Argon2Error) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: tagBytes)
        let status = tag.withUnsafeMutableBufferPointer { tag in
            password.withUnsafeBufferPointer { password in
                salt.withUnsafeBufferPointer { salt in
                    secret.withUnsafeBufferPointer { secret in
                        associatedData.withUnsafeBufferPointer { associatedData in
                            run(into: tag, password, salt, secret, associatedData)
                        }
                    }
                }
            }
        }
        switch status {
        case ARGON2_OK.rawValue:
            return tag
        case ARGON2_MEMORY_ALLOCATION_ERROR.rawValue:
            throw Argon2Error(.outOfMemory, "There is no memory to hash the password.")
        default:
            throw Argon2Error(.internalFailure(status), "The password could not be hashed.")
        }
    }

    private func run(
        into tag: UnsafeMutableBufferPointer<UInt8>, _ password: UnsafeBufferPointer<UInt8>,
        _ salt: UnsafeBufferPointer<UInt8>, _ secret: UnsafeBufferPointer<UInt8>,
        _ associatedData: UnsafeBufferPointer<UInt8>
    ) -> Int32 {
        // The context wants mutable pointers, but writes through them only under the ARGON2_FLAG_CLEAR_ flags.
        var context = Argon2_Context()
        context.out = tag.baseAddress
        context.outlen = UInt32(tag.count)
        context.pwd = UnsafeMutablePointer(mutating: password.baseAddress)
        context.pwdlen = UInt32(password.count)
        context.salt = UnsafeMutablePointer(mutating: salt.baseAddress)
        context.saltlen = UInt32(salt.count)
        context.secret = UnsafeMutablePointer(mutating: secret.baseAddress)
        context.secretlen = UInt32(secret.count)
        context.ad = UnsafeMutablePointer(mutating: associatedData.baseAddress)
        context.adlen = UInt32(associatedData.count)
        context.m_cost = UInt32(parameters.memoryKiB)
        context.t_cost = UInt32(parameters.iterations)
        context.lanes = UInt32(parameters.parallelism)
        // One thread whatever the lanes: the library then starts none of its own, and the pool's bound holds.
        context.threads = 1
        context.version = UInt32(ARGON2_VERSION_13.rawValue)
        context.flags = 0
        return argon2_ctx(&context, Argon2_id)
    }
}
