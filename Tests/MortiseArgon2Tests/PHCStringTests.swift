import Testing

@testable import MortiseArgon2

struct PHCStringTests {
    static let salt = "AAECAwQFBgcICQoLDA0ODw"
    static let tag = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
    static let text = "$argon2id$v=19$m=19456,t=2,p=1$\(salt)$\(tag)"

    @Test func `a string is read into its parts and written back as it was`() throws {
        let hash = try PHCString(parsing: Self.text)
        #expect(hash.parameters == .standard)
        #expect(hash.salt == [UInt8](0..<16))
        #expect(hash.tag == [UInt8](0..<32))
        #expect(hash.encoded == Self.text)
        #expect(try PHCString(parsing: Array(Self.text.utf8)) == hash)
    }

    @Test(arguments: [
        "", "$", "argon2id", "x\(text)", " \(text)", "\(text) ", "\(text)\n", "\(text)\0", "\(text)$", "\(text)=",
        "$argon2i$v=19$m=19456,t=2,p=1$\(salt)$\(tag)", "$argon2d$v=19$m=19456,t=2,p=1$\(salt)$\(tag)",
        "$Argon2id$v=19$m=19456,t=2,p=1$\(salt)$\(tag)", "$argon2id$v=16$m=19456,t=2,p=1$\(salt)$\(tag)",
        "$argon2id$m=19456,t=2,p=1$\(salt)$\(tag)", "$argon2id$v=19$t=2,m=19456,p=1$\(salt)$\(tag)",
        "$argon2id$v=19$m=19456,t=2$\(salt)$\(tag)", "$argon2id$v=19$m=19456,t=2,p=1,keyid=AA$\(salt)$\(tag)",
        "$argon2id$v=19$m=019456,t=2,p=1$\(salt)$\(tag)", "$argon2id$v=19$m=19456,t=02,p=1$\(salt)$\(tag)",
        "$argon2id$v=19$m=19456,t=2,p=01$\(salt)$\(tag)", "$argon2id$v=19$m=+19456,t=2,p=1$\(salt)$\(tag)",
        "$argon2id$v=19$m=,t=2,p=1$\(salt)$\(tag)", "$argon2id$v=19$m=-8,t=2,p=1$\(salt)$\(tag)",
        "$argon2id$v=19$m=4294967296,t=2,p=1$\(salt)$\(tag)",
        "$argon2id$v=19$m=99999999999999999999,t=2,p=1$\(salt)$\(tag)",
        "$argon2id$v=19$m=19456,t=2,p=1$\(salt)", "$argon2id$v=19$m=19456,t=2,p=1$$\(tag)",
        "$argon2id$v=19$m=19456,t=2,p=1$\(salt)$", "$argon2id$v=19$m=19456,t=2,p=1$\(salt)==$\(tag)",
        "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODx$\(tag)",
        "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0OD-$\(tag)",
        "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBg$\(tag)",
        "$argon2id$v=19$m=19456,t=2,p=1$\(salt)$AAECAwQFBgcICQoLDA0O",
        "$argon2id$v=19$m=19456,t=2,p=1$\(salt)$\(tag)AA", "$argon2id$v=19$m=１９４５６,t=2,p=1$\(salt)$\(tag)",
        "$argon2id$v=19$m=19456,t=2,p=1$\(salt)$\(String(repeating: "A", count: 87))",
        "$argon2id$v=19$m=19456,t=2,p=1$\(String(repeating: "A", count: 87))$\(tag)",
        text + String(repeating: "A", count: 1_000_000),
    ])
    func `anything but the one form is refused`(text: String) {
        #expect(throws: Argon2Error(.malformedHash, "")) { try PHCString(parsing: text) }
    }

    @Test(arguments: [
        "m=1048577,t=2,p=1", "m=4294967295,t=2,p=1", "m=7,t=2,p=1", "m=8,t=0,p=1", "m=8,t=65,p=1",
        "m=8,t=1,p=0", "m=4096,t=1,p=256", "m=0,t=1,p=1",
    ])
    func `a well-formed cost beyond the limits is told apart`(cost: String) {
        #expect(throws: Argon2Error(.invalidParameters, "")) {
            try PHCString(parsing: "$argon2id$v=19$\(cost)$\(Self.salt)$\(Self.tag)")
        }
    }

    @Test func `the longest valid string is within the length bound`() throws {
        let wide = Argon2Parameters.Limits(memoryKiB: .max, iterations: .max)
        let parameters = try Argon2Parameters(
            memoryKiB: Int(UInt32.max), iterations: Int(UInt32.max), parallelism: 255, limits: wide)
        let bytes = [UInt8](repeating: 0xff, count: 64)
        let text = PHCString(parameters: parameters, salt: bytes, tag: bytes).encoded
        #expect(text.utf8.count <= PHCString.maximumLength)
        #expect(try PHCString(parsing: text, limits: wide).encoded == text)
    }

    @Test func `a rehash is due when cost, salt length or tag length differ`() throws {
        let hash = try PHCString(parsing: Self.text)
        #expect(!hash.needsRehash(to: .standard))
        #expect(hash.needsRehash(to: try Argon2Parameters(memoryKiB: 19_457)))
        #expect(hash.needsRehash(to: try Argon2Parameters(iterations: 3)))
        #expect(hash.needsRehash(to: try Argon2Parameters(parallelism: 2)))
        #expect(
            PHCString(parameters: .standard, salt: Array(hash.salt.dropLast()), tag: hash.tag).needsRehash(
                to: .standard))
        #expect(
            PHCString(parameters: .standard, salt: hash.salt, tag: Array(hash.tag.dropLast())).needsRehash(
                to: .standard))
    }

    @Test func `descriptions, mirrors and dumps show neither salt nor tag`() throws {
        let hash = try PHCString(parsing: Self.text)
        var dumped = ""
        dump(hash, to: &dumped)
        dump([hash], to: &dumped)
        for shown in ["\(hash)", String(reflecting: hash), "\([hash])", dumped] {
            #expect(shown.contains("$argon2id$v=19$m=19456,t=2,p=1$<redacted>"))
            #expect(!shown.contains("AAEC"))
            #expect(!shown.contains("31"))
        }
    }
}
