import Testing

@testable import Mortise

struct CommonPasswordsTests {
    static let lines = CommonPasswords.list.description.split(separator: "\n", omittingEmptySubsequences: false)

    @Test func `the list is long, sorted by bytes and in canonical form`() {
        #expect(Self.lines.count >= 10_000)
        #expect(Self.lines.allSatisfy { !$0.isEmpty })
        #expect(zip(Self.lines, Self.lines.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(Self.lines.allSatisfy { nfc(String($0)) == Array($0.utf8) && $0 == $0.lowercased() })
    }

    @Test func `every entry is found, in lower and in upper case`() {
        let missing = Self.lines.filter { line in
            !CommonPasswords.contains(Array(line.utf8))
                || !CommonPasswords.contains(line.utf8.map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0 })
        }
        #expect(missing == [])
    }

    @Test(arguments: ["password", "PassWord", "12345678", "qwertyuiop", "iloveyou", "!", "\u{44f}"])
    func `a common password is found`(password: String) {
        #expect(CommonPasswords.contains(Array(password.utf8)))
    }

    @Test(arguments: [
        "", "\n", " password", "password ", "password\n", "password\npassword1", "password\0", "\0", "passwor",
        "correct horse battery", "\u{fc}password", "zzzzzzzzzzzzzzzzzzzzzz", "\u{10ffff}", " ",
    ])
    func `a password that only resembles one is not`(password: String) {
        #expect(!CommonPasswords.contains(Array(password.utf8)))
    }

    @Test func `neighbours of entries are told apart`() {
        let known = Set(Self.lines.map { Array($0.utf8) })
        for line in Self.lines.prefix(200) + Self.lines.suffix(200) {
            for neighbour in [Array(line.utf8.dropLast()), Array(line.utf8) + [0x21], Array(line.utf8) + [0xFF]] {
                #expect(CommonPasswords.contains(neighbour) == known.contains(neighbour))
            }
        }
    }
}
