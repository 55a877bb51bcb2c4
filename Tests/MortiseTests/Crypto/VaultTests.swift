import Crypto
import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

@Suite struct VaultTests {
    private let vault = Vault(.random())

    @Test func `A5: a sealed value opens in its own place only`() throws {
        let mine = UserID(at: Instant(seconds: 1))
        let box = try vault.seal("ada@example.com", for: .email(of: mine))
        #expect(try vault.open(box, from: .email(of: mine)) == "ada@example.com")
        let other = UserID(at: Instant(seconds: 1))
        for place in [SealedPlace.email(of: other), .displayName(of: mine)] {
            #expect(throws: DatabaseError(.decoding, "")) { try vault.open(box, from: place) }
        }
        #expect(throws: DatabaseError(.decoding, "")) { try Vault(.random()).open(box, from: .email(of: mine)) }
    }

    @Test func `every changed byte is noticed`() throws {
        let id = UserID(at: Instant(seconds: 1))
        let box = try vault.seal("ada@example.com", for: .email(of: id))
        for index in box.indices {
            var changed = box
            changed[index] ^= 1
            #expect(throws: DatabaseError(.decoding, ""), "byte \(index)") {
                try vault.open(changed, from: .email(of: id))
            }
        }
        for length in 0..<box.count {
            #expect(throws: DatabaseError(.decoding, "")) {
                try vault.open(Array(box.prefix(length)), from: .email(of: id))
            }
        }
    }

    @Test func `A6: the blind index depends on the key and on nothing but the canonical address`() throws {
        let address = try EmailAddress("Ada@Example.com")
        #expect(vault.emailDigest(address) == vault.emailDigest(try EmailAddress(" ada@example.COM")))
        #expect(vault.emailDigest(address) != Vault(.random()).emailDigest(address))
        #expect(vault.emailDigest(address).count == 32)
    }

    @Test func `each purpose has a key of its own`() {
        let root = RootKey.random(id: 1)
        let keys = KeyPurpose.allCases.map { root.derived(for: $0).withUnsafeBytes { Array($0) } }
        #expect(Set(keys).count == KeyPurpose.allCases.count)
    }
}
