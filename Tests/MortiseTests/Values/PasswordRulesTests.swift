import Testing

@testable import Mortise

@Suite struct PasswordRulesTests {
    private let rules = PasswordRules()
    private let context = ["ada.lovelace@example.com", "ada.lovelace", "example.com", "example", "Mortise"]

    @Test(arguments: [
        "correct horse battery", "x7#kd-92", "пароль-с-длинной-фразой", "日本語のパスワードです", "        spaces only count!",
        "ada.lovelace likes engines", "sunrise over the 7 hills",
    ])
    func `a good password passes`(text: String) {
        #expect(rules.violations(of: Password(text), context: context).isEmpty)
    }

    @Test(arguments: [
        ("", [AuthError.FieldCode.tooShort]), ("1234567", [.tooShort, .common]),
        ("e\u{301}\u{301}\u{301}", [.tooShort]),
        ("password", [.common]), ("PassWord", [.common]), ("Password1!", [.common]), ("12345678", [.common]),
        ("qwertyuiop", [.common]), ("abcdefgh", [.common]), ("zzzzzzzzzzzz", [.common]), ("abcabcabcabc", [.common]),
        ("ADA.Lovelace@example.com", [.contextual]), ("example2026!", [.contextual]), ("Mortise1234", [.contextual]),
    ])
    func `a bad one tells what it breaks`(text: String, codes: [AuthError.FieldCode]) {
        #expect(rules.violations(of: Password(text), context: context) == codes)
    }

    @Test func `the length counts code points, the bound bytes`() {
        #expect(
            rules.violations(of: Password(String(repeating: "\u{1F600}\u{1F3FD}", count: 4)), context: []) != [
                .tooShort
            ])
        #expect(rules.violations(of: Password("\u{1F600}é7x_ü!"), context: []).contains(.tooShort))
        let longest = String((0..<512).map { _ in "aé7x".randomElement() ?? "a" })
        #expect(rules.violations(of: Password(String(longest.prefix(500))), context: []).isEmpty)
        #expect(rules.violations(of: Password(String(repeating: "ab7", count: 400)), context: []) == [.tooLong])
    }

    @Test func `a higher minimum holds`() {
        let strict = PasswordRules(minimumCodePoints: 15)
        #expect(strict.violations(of: Password("only-14-chars!"), context: []) == [.tooShort])
        #expect(strict.violations(of: Password("now-15-chars-ok"), context: []).isEmpty)
    }
}
