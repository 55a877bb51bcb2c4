import Testing

@testable import MortiseArgon2

struct Argon2idTests {
    let parameters: Argon2Parameters
    let salt = [UInt8](0..<16)

    init() throws {
        parameters = try Argon2Parameters(memoryKiB: 8, iterations: 1)
    }

    @Test func `every byte counts, NUL and the ones after the 72nd too`() throws {
        let a = UInt8(ascii: "a")
        let passwords: [[UInt8]] = [
            [], [0], [0, 0], [a], [a, 0], [a, 0, a], [a, 0, 0], [a, UInt8(ascii: " ")],
            .init(repeating: a, count: 72), .init(repeating: a, count: 73), .init(repeating: a, count: 72) + [0],
            .init(repeating: a, count: 1_023), .init(repeating: a, count: 1_024),
        ]
        for (index, password) in passwords.enumerated() {
            let hash = try Argon2id.hash(password: password, salt: salt, parameters: parameters)
            for (other, candidate) in passwords.enumerated() {
                #expect(try Argon2id.verify(password: candidate, against: hash) == (index == other))
            }
        }
    }

    @Test func `a new hash has a 16-byte salt and a 32-byte tag`() throws {
        let hash = try Argon2id.hash(password: [1], salt: salt, parameters: parameters)
        #expect(hash.salt == salt)
        #expect(hash.tag.count == 32)
        #expect(try PHCString(parsing: hash.encoded) == hash)
    }

    @Test func `a password of 1025 bytes is refused, for hashing and for checking`() throws {
        let password = [UInt8](repeating: 0x61, count: 1_025)
        let hash = try Argon2id.hash(password: [1], salt: salt, parameters: parameters)
        #expect(throws: Argon2Error(.passwordTooLong, "")) {
            try Argon2id.hash(password: password, salt: salt, parameters: parameters)
        }
        #expect(throws: Argon2Error(.passwordTooLong, "")) { try Argon2id.verify(password: password, against: hash) }
    }

    @Test(arguments: [0, 8, 15, 17]) func `a salt of another length is refused`(count: Int) {
        #expect(throws: Argon2Error(.invalidParameters, "")) {
            try Argon2id.hash(password: [1], salt: .init(repeating: 0, count: count), parameters: parameters)
        }
    }

    @Test func `a difference in any bit of the tag is seen`() throws {
        let hash = try Argon2id.hash(password: [1], salt: salt, parameters: parameters)
        for bit in 0..<256 {
            var tag = hash.tag
            tag[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!Argon2id.areEqual(tag, hash.tag))
            let forged = PHCString(parameters: parameters, salt: salt, tag: tag)
            #expect(try !Argon2id.verify(password: [1], against: forged))
        }
        #expect(!Argon2id.areEqual(hash.tag, hash.tag.dropLast()))
        #expect(!Argon2id.areEqual(hash.tag, []))
    }

    @Test func `errors are equal by code and describe themselves by label and message`() {
        #expect(Argon2Error.overloaded(retryAfter: 2) == Argon2Error(.overloaded(retryAfter: 2), "other words"))
        #expect(Argon2Error.overloaded(retryAfter: 2) != .overloaded(retryAfter: 3))
        #expect(Argon2Error.closed.description == "closed: The hashing pool is closed.")
        #expect(Argon2Error.Code.internalFailure(-33).label == "internal_failure")
    }
}
