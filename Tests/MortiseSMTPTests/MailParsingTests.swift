#if SMTP
import Foundation
import Mortise
import MortiseTesting
import Testing

/// What Python's `email` reads in a mail is what was put into it.
@Suite(.timeLimit(.minutes(2))) struct MailParsingTests {
    struct Parsed: Decodable {
        let names: [String]
        let subject: String
        let from: [String]
        let to: [String]
        let id: String
        let seconds: Int
        let text: String
        let html: String?
        let type: String
        let defects: [String]
    }

    @Test func `a real parser reads what was written`() async throws {
        var generator = SplitMix64(seed: 0x6D61696C)
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let parser = try Script("python", [Script.path("parse_mails.py")], in: folder)
        for round in 0..<400 {
            let message = try MailMessage.sample(
                subject: header(using: &generator), text: body(using: &generator),
                html: round % 3 == 0 ? nil : body(using: &generator), fromName: header(using: &generator))
            let rendered = message.rendered()
            try parser.write(Data(rendered).base64EncodedString() + "\n")
            let parsed = try JSONDecoder().decode(Parsed.self, from: Data(try await parser.next("").utf8))
            let seed: Comment = "round \(round): \(String(reflecting: message.content.subject.text))"
            #expect(same(parsed.subject, message.content.subject.text), seed)
            #expect(
                same(parsed.from[0], message.from.name?.text ?? ""),
                "round \(round): \(String(reflecting: message.from.name?.text))")
            #expect(parsed.from[1] == "sender@mortise.example" && parsed.to == ["Ada.Lovelace+mail@example.com"], seed)
            #expect(parsed.id == message.id.description && parsed.seconds == 1_767_225_600, seed)
            #expect(same(parsed.text, lines(message.content.text)), seed)
            #expect(same(parsed.html ?? "", lines(message.content.html ?? "")), seed)
            #expect(parsed.type == (message.content.html == nil ? "text/plain" : "multipart/alternative"), seed)
            #expect(parsed.defects.isEmpty, seed)
            let type = message.content.html == nil ? ["content-type", "content-transfer-encoding"] : ["content-type"]
            #expect(
                parsed.names == ["date", "from", "to", "subject", "message-id", "mime-version", "auto-submitted"]
                    + type,
                seed)
        }
        try await parser.end()
    }

    /// Whether both have the same bytes.
    private func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

    /// The text with its line ends as the parser gives them, one at its end.
    private func lines(_ text: String) -> String {
        var lines: [UInt8] = []
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if !(byte == 0x0A && previous == 0x0D) { lines.append(byte == 0x0D ? 0x0A : byte) }
            previous = byte
        }
        if let last = lines.last, last != 0x0A { lines.append(0x0A) }
        return String(decoding: lines, as: UTF8.self)
    }

    private static let pieces = [
        "a", "Z", "7", " ", "=", "?", "=?utf-8?q?x?=", "\"", "\\", "<", ">", "@", ",", ";", ":", "(", ")", "[", "_",
        ".",
        "é", "e\u{301}", "ß", "日本", "🙂", "👩‍👩‍👧", "\u{10FFFF}", "word", "From ", "a longer run of words ",
    ]

    private func header(using generator: inout SplitMix64) -> String {
        let count = Int.random(in: 1...30, using: &generator)
        let text = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
        return MailHeaderText(text)?.text ?? "x"
    }

    private func body(using generator: inout SplitMix64) -> String {
        let pieces =
            Self.pieces + ["\n", "\r\n", "\r", "\n.\n", "\n..", "\t", " \n", "--=_mortise_alternative\n", "=\n"]
        let count = Int.random(in: 1...80, using: &generator)
        return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }
}
#endif
