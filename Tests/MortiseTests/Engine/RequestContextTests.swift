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

    @Test func `identifiers of requests are random and of one length`() {
        let ids = (0..<1000).map { _ in RequestContext().requestID }
        #expect(Set(ids).count == 1000 && Set(ids.map(\.utf8.count)) == [22])
    }
}
