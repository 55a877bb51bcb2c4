import FoundationEssentials
import MortiseSQL
import Testing

@testable import Mortise

@Suite struct MailRenderingTests {
    private func message(
        subject: String = "Hello", text: String = "Hi\n", html: String? = nil, fromName: String? = nil,
        headers: [MailHeader] = []
    ) throws -> MailMessage {
        let from = try EmailAddress("sender@mortise.example")
        let id = try #require(UUID(uuidString: "01A20A04-6DE0-7000-BD5A-3102691D05BE"))
        return MailMessage(
            id: MessageID(id, sender: from), date: Instant(seconds: 1_795_470_625),
            from: Mailbox(from, name: try fromName.map { try #require(MailHeaderText($0)) }),
            to: Mailbox(try EmailAddress("ada@example.com")),
            content: MailContent(subject: try #require(MailHeaderText(subject)), text: text, html: html),
            headers: headers)
    }

    @Test func `a mail of text alone, exactly`() throws {
        let list = try #require(MailHeaderText("accounts of the app"))
        let header = try #require(MailHeader("List-Id", list))
        let rendered = try message(
            subject: "Grüße", text: "Straße\r\n.\nFrom me \n", fromName: "The \"App\"", headers: [header]
        ).rendered()
        let expected = """
            Date: Mon, 23 Nov 2026 21:50:25 +0000
            From: "The \\"App\\""
             <sender@mortise.example>
            To: ada@example.com
            Subject: =?utf-8?B?R3LDvMOfZQ==?=
            Message-ID: <01a20a04-6de0-7000-bd5a-3102691d05be@mortise.example>
            MIME-Version: 1.0
            Auto-Submitted: auto-generated
            List-Id: accounts of the app
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Stra=C3=9Fe
            =2E
            =46rom me=20

            """
        #expect(String(decoding: rendered, as: UTF8.self) == expected.replacing("\n", with: "\r\n"))
    }

    @Test func `a mail of text and HTML, exactly`() throws {
        let rendered = try message(text: "Hi", html: "<p a=\"b\">Hi</p>").rendered()
        let body = """
            Content-Type: multipart/alternative; boundary="=_mortise_alternative"

            --=_mortise_alternative
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Hi

            --=_mortise_alternative
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p a=3D"b">Hi</p>

            --=_mortise_alternative--

            """
        #expect(String(decoding: rendered, as: UTF8.self).hasSuffix(body.replacing("\n", with: "\r\n")))
    }

    @Test(
        arguments: [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 +0000"), (4_107_542_400, "Mon, 1 Mar 2100 00:00:00 +0000"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 +0000"), (-1, "Thu, 1 Jan 1970 00:00:00 +0000"),
            (Int64.max, "Fri, 31 Dec 9999 23:59:59 +0000"),
        ] as [(Int64, String)])
    func `dates are those of RFC 5322`(seconds: Int64, text: String) {
        #expect(Instant(seconds: seconds).mailDate == text)
    }

    @Test(arguments: [
        "a\r\nBcc: b@c.d", "a\nb", "a\rb", "\n", "\0", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}", "\u{202E}b",
        "\u{2066}b",
        String(repeating: "a", count: 513),
    ])
    func `I7: text that could begin another line is no header text`(text: String) {
        #expect(MailHeaderText(text) == nil)
        #expect(Mailbox("\(text) <ada@example.com>") == nil)
    }

    @Test(arguments: ["Subject", "BCC", "to", "X Y", "X:Y", "", "X\r\nY", "Ü", String(repeating: "x", count: 65)])
    func `I7: a header with such a name is none`(name: String) throws {
        let value = try #require(MailHeaderText("x"))
        #expect(MailHeader(name, value) == nil)
    }

    @Test(
        arguments: [
            ("ada@example.com", "ada@example.com", nil), ("Ada <ada@example.com>", "ada@example.com", "Ada"),
            ("<ada@example.com>", "ada@example.com", nil), ("Zoë L. <a@b.cd>", "a@b.cd", "Zoë L."),
        ] as [(String, String, String?)])
    func `a mailbox is read from its text`(text: String, address: String, name: String?) throws {
        let mailbox = try #require(Mailbox(text))
        #expect(mailbox.address.address == address && mailbox.name?.text == name)
    }

    @Test(arguments: [
        "", "ada", "Ada <ada>", "\"Ada\" <a@b.cd>", "Ada <a@b.cd> x", "a@b.cd, c@d.ef", "A <a@b.cd> <c@d.ef>",
        "<a@b.cd",
    ])
    func `what is no mailbox is refused`(text: String) {
        #expect(Mailbox(text) == nil)
    }

    /// Whatever scalars a header text holds, and whatever the body holds: the lines of the header are those of the mail,
    /// and all lines keep to the limits.
    @Test func `I7: no text makes another header line or a bare line end`() throws {
        var generator = SplitMix64(seed: 0x5EED)
        for round in 0..<2000 {
            let subject = scalars(using: &generator)
            let name = scalars(using: &generator)
            let body = String(String.UnicodeScalarView((0..<60).map { _ in scalar(using: &generator) }))
            guard MailHeaderText(subject) != nil, MailHeaderText(name) != nil else { continue }
            let rendered = try message(subject: subject, text: body, html: body, fromName: name).rendered()
            let lines = rendered.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            #expect(lines.last?.isEmpty == true)
            for line in lines.dropLast() {
                #expect(line.last == UInt8(ascii: "\r") && !line.dropLast().contains(UInt8(ascii: "\r")), "\(round)")
                #expect(
                    line.count <= 78 && line.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0D || $0 == 0x09) },
                    "\(round)")
                #expect(line.first != UInt8(ascii: "."), "\(round)")
            }
            let header = lines.prefix { $0 != [0x0D] }.filter { $0.first != UInt8(ascii: " ") }
                .map { String(decoding: $0.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self) }
            #expect(
                header == [
                    "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Auto-Submitted", "Content-Type",
                ], "\(round)")
        }
    }

    private func scalars(using generator: inout SplitMix64) -> String {
        let count = Int.random(in: 1...40, using: &generator)
        return String(
            String.UnicodeScalarView(
                (0..<count).map { _ in scalar(using: &generator) }.filter { MailHeaderText(String($0)) != nil }))
    }

    private func scalar(using generator: inout SplitMix64) -> Unicode.Scalar {
        let range: ClosedRange<UInt32> = Bool.random(using: &generator) ? 0...0x7F : 0...0x10FFFF
        return Unicode.Scalar(UInt32.random(in: range, using: &generator)) ?? "x"
    }
}
