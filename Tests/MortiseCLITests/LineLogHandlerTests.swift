#if CLI
import Logging
import Mortise
import MortiseSQL
import MortiseLocking
import Testing

@testable import MortiseCLI

struct LineLogHandlerTests {
    private struct StoppedClock: WallClock {
        var now: Instant { Instant(microseconds: 1_767_323_045_678_901) }
    }

    private func lines(_ level: Logger.Level = .trace, _ body: (Logger) -> Void) -> [String] {
        let lines = Locked<[String]>([])
        body(
            Logger(label: "test") { _ in
                LineLogHandler(logLevel: level, clock: StoppedClock()) { line in lines.withLock { $0.append(line) } }
            })
        return lines.withLock(\.self)
    }

    @Test func `an event is a line of time, level, message and pairs`() {
        #expect(
            lines { $0.info("listening", metadata: ["port": "8080", "host": "::1"]) }
                == ["2026-01-02T03:04:05.678Z info listening host=::1 port=8080"])
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (1_999, "1970-01-01T00:00:00.001Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000Z"),
        ] as [(Int64, String)])
    func `a moment is written in UTC with milliseconds`(microseconds: Int64, text: String) {
        #expect(Instant(microseconds: microseconds).rfc3339 == text)
    }

    @Test func `no value can begin a new line or pass for another pair`() {
        #expect(
            lines { $0.error("a\r\nb", metadata: ["x": "1 y=2", "k\n=": "", "q": "say \"hi\"\n"]) } == [
                #"2026-01-02T03:04:05.678Z error a\u{d}\u{a}b k\u{a}_="" q="say \"hi\"\u{a}" x="1 y=2""#
            ])
    }

    @Test func `metadata of the logger is there, and what is less severe is not`() {
        let written = lines(.warning) { logger in
            var logger = logger
            logger[metadataKey: "id"] = "7"
            logger.info("no")
            logger.warning("yes")
        }
        #expect(written == ["2026-01-02T03:04:05.678Z warning yes id=7"])
    }
}
#endif
