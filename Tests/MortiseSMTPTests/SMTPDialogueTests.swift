#if SMTP
import Testing

@testable import MortiseSMTP

@Suite struct SMTPDialogueTests {
    @Test func `the reply that counts is the last one to the last command`() {
        var dialogue = SMTPDialogue()
        dialogue.received("220 mail.test".utf8)
        dialogue.sent("EHLO app\r\n".utf8)
        #expect(dialogue.reply == nil)
        dialogue.received("250-mail.test".utf8)
        dialogue.sent("AUTH PLAIN\r\n".utf8)
        dialogue.sent("TUFJTCBGUk9NOg==\r\n".utf8)
        #expect(dialogue.phase == .authentication)
        dialogue.sent("MAIL FROM:<a@b.cd>\r\n".utf8)
        dialogue.sent("RCPT TO:<a@b.cd>\r\n".utf8)
        dialogue.received("550-first\r\n".utf8)
        dialogue.received("550 last".utf8)
        #expect(dialogue.phase == .recipient)
        #expect(dialogue.reply == .init(code: 550, text: "last"))
    }

    @Test func `a goodbye is no reply`() {
        var dialogue = SMTPDialogue()
        dialogue.sent("QUIT\r\n".utf8)
        dialogue.received("221 bye".utf8)
        #expect(dialogue.reply == nil)
        dialogue.sent("RCPT TO:<a@b.cd>\r\n".utf8)
        dialogue.received("550 no".utf8)
        dialogue.sent("QUIT\r\n".utf8)
        dialogue.received("221 bye".utf8)
        #expect(dialogue.reply == .init(code: 550, text: "no"))
    }
}
#endif
