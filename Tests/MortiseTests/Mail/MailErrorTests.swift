import Mortise
import Testing

@Suite struct MailErrorTests {
    @Test(arguments: [
        ("550 5.1.1 user unknown", "550 5.1.1 user unknown"),
        ("<ada@example.com> is full", "... is full"), ("see https://help.example/x now", "see ... now"),
        ("a\r\nb\u{1B}[31mc\0d\u{85}é", "a b [31mc d"), ("token=abc", "..."),
        ("mortise_session_AAAAAaTFpbe6CmYS2O", "..."), (String(repeating: "x", count: 33), "..."), ("", ""),
    ])
    func `a reason is fit to be stored`(text: String, stored: String) {
        #expect(MailError(.deferred, text).reason == stored)
    }

    @Test func `a reason is bounded`() {
        #expect(MailError(.deferred, String(repeating: "word ", count: 1000)).reason.utf8.count == 200)
    }

    @Test func `only a rejected mail is lost`() {
        #expect(MailError.Code.allCases.filter { MailError($0, "").isPermanent } == [.rejected])
    }
}
