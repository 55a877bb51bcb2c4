import Mortise
import Testing

@Suite struct RequestContextTests {
    @Test func `control characters are taken out and length is bounded in bytes`() {
        let context = RequestContext(userAgent: "a\r\nb\u{0}c\u{1B}[31m\u{85}d", requestID: "x\r\ny")
        #expect(context.userAgent == "abc[31md" && context.requestID == "xy")
        let long = RequestContext(userAgent: String(repeating: "é", count: 1000))
        #expect(long.userAgent?.utf8.count == 512)
        #expect(RequestContext(userAgent: "a" + String(repeating: "\u{301}", count: 5000)).userAgent?.utf8.count == 511)
    }

    @Test(arguments: lineBreakersAndTurners)
    func `I13: nothing that begins a line or turns its direction gets into logs and lists`(mark: String) {
        let context = RequestContext(userAgent: "a\(mark)b", requestID: "x\(mark)y")
        #expect(context.userAgent == "ab" && context.requestID == "xy")
    }

    @Test func `marks that belong to a script stay`() {
        // Joiners of Persian and of emoji, and the marks that tell a single letter's direction.
        for mark in ["\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{301}"] {
            #expect(RequestContext(userAgent: "a\(mark)b").userAgent == "a\(mark)b")
        }
    }

    @Test func `identifiers of requests are random and of one length`() {
        let ids = (0..<1000).map { _ in RequestContext().requestID }
        #expect(Set(ids).count == 1000 && Set(ids.map(\.utf8.count)) == [22])
    }
}

/// Ends of lines in any form, what terminals obey, and all marks that turn the direction of the text around them.
let lineBreakersAndTurners: [String] =
    ["\r", "\n", "\r\n", "\u{0}", "\u{1B}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}"]
    + (0x202A...0x202E as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init).map { String($0) }
    + (0x2066...0x2069 as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init).map { String($0) }
