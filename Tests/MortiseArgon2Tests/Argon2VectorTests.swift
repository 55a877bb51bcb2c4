import Testing

@testable import MortiseArgon2

struct Argon2VectorTests {
    /// RFC 9106, section 5.3.
    @Test func `the Argon2id vector of RFC 9106 is met`() throws {
        let parameters = try Argon2Parameters(memoryKiB: 32, iterations: 3, parallelism: 4)
        let hash = PHCString(
            parameters: parameters, salt: .init(repeating: 2, count: 16), tag: .init(repeating: 0, count: 32))
        var derivation = try Argon2Derivation(verifying: .init(repeating: 1, count: 32), against: hash)
        derivation.secret = .init(repeating: 3, count: 8)
        derivation.associatedData = .init(repeating: 4, count: 12)
        let expected: [UInt8] = [
            0x0d, 0x64, 0x0d, 0xf5, 0x8d, 0x78, 0x76, 0x6c, 0x08, 0xc0, 0x37, 0xa3, 0x4a, 0x8b, 0x53, 0xc9,
            0xd0, 0x1e, 0xf0, 0x45, 0x2d, 0x75, 0xb6, 0x5e, 0xb5, 0x25, 0x20, 0xe9, 0x6b, 0x01, 0xe6, 0x59,
        ]
        #expect(try derivation.tag() == expected)
    }

    /// From `src/test.c` of the reference implementation (CC0).
    @Test(arguments: [
        ("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"),
        ("password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"),
        ("password", "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"),
        ("password", "$argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg"),
        ("password", "$argon2id$v=19$m=65536,t=4,p=1$c29tZXNhbHQ$kCXUjmjvc5XMqQedpMTsOv+zyJEf5PhtGiUghW9jFyw"),
        ("differentpassword", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94"),
        ("password", "$argon2id$v=19$m=65536,t=2,p=1$ZGlmZnNhbHQ$vfMrBczELrFdWP0ZsfhWsRPaHppYdP3MVEMIVlqoFBw"),
    ])
    func `the published strings of the reference implementation verify and round-trip`(password: String, text: String)
        throws
    {
        let hash = try PHCString(parsing: text)
        #expect(hash.encoded == text)
        #expect(try Argon2id.verify(password: Array(password.utf8), against: hash))
        #expect(try !Argon2id.verify(password: Array("\(password) ".utf8), against: hash))
    }
}
