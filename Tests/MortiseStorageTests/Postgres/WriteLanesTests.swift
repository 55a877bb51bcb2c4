#if Postgres
import Testing

@testable import MortisePostgres

/// Who is sent where, decided without a server or time.
struct WriteLanesTests {
    private final class Line: Sendable {}

    private let start = ContinuousClock.now
    private let lines = (0..<3).map { _ in Line() }
    private var lanes = WriteLanes<Int, String>()

    private mutating func open(_ number: Int) {
        lanes.open(number, id: ObjectIdentifier(lines[number]), at: start)
    }

    private mutating func send(_ writes: String..., othersWait: Bool = false, after delay: Duration = .zero) -> [String]
    {
        for write in writes { lanes.add(write, at: start + delay) }
        return lanes.departures(othersWait: othersWait, at: start + delay).map { "\($0.connection)\($0.write)" }
    }

    @Test mutating func `writes spread over the connections before two share one, in their order`() {
        open(0)
        open(1)
        #expect(send("a", "b", "c", "d", "e") == ["0a", "1b", "0c", "1d"])
        #expect(lanes.waitingCount == 1)
        #expect(lanes.takeIdle().isEmpty)
        lanes.landed(1, on: ObjectIdentifier(lines[1]), at: start)
        #expect(send() == ["1e"])
    }

    @Test mutating func `nothing follows a write that takes long`() {
        open(0)
        #expect(send("a") == ["0a"])
        #expect(send("b", after: .seconds(1)).isEmpty)
        lanes.landed(1, on: ObjectIdentifier(lines[0]), at: start + .seconds(2))
        #expect(send("c", after: .seconds(2)) == ["0b", "0c"])
    }

    @Test mutating func `a connection that has had its share goes to those who wait`() {
        open(0)
        for number in 0..<8 {
            #expect(send("\(number)", othersWait: true) == ["0\(number)"])
            lanes.landed(1, on: ObjectIdentifier(lines[0]), at: start)
        }
        #expect(send("x", othersWait: true).isEmpty)
        #expect(lanes.takeIdle() == [0])
        let mustAsk = lanes.ask()
        let mustAskAgain = lanes.ask()
        #expect(mustAsk && !mustAskAgain)
        lanes.hasAnswer()
        open(1)
        #expect(send(othersWait: true) == ["1x"])
    }

    @Test mutating func `a sealed connection takes nothing and is kept`() {
        open(0)
        #expect(send("a") == ["0a"])
        let id = ObjectIdentifier(lines[0])
        let isSealed = lanes.seal(id)
        let isSealedAgain = lanes.seal(id)
        #expect(isSealed && !isSealedAgain)
        #expect(send("b").isEmpty)
        lanes.landed(1, on: id, at: start)
        #expect(lanes.takeIdle().isEmpty)
        lanes.unseal(id)
        #expect(send("c") == ["0b", "0c"])
        let isSealedWithTwo = lanes.seal(id)
        #expect(!isSealedWithTwo)
    }

    @Test mutating func `nothing is sent on a connection that broke`() {
        open(0)
        #expect(send("a", "b", "c") == ["0a", "0b"])
        lanes.landed(2, on: ObjectIdentifier(lines[0]), isBroken: true, at: start)
        #expect(send().isEmpty)
        #expect(lanes.takeIdle() == [0])
        open(1)
        #expect(send() == ["1c"])
    }

    @Test mutating func `those who waited too long are taken out`() {
        lanes.add("a", at: start)
        lanes.add("b", at: start + .seconds(1))
        #expect(lanes.takeWaiting(since: start + .milliseconds(500)) == ["a"])
        #expect(lanes.waitingCount == 1)
    }
}
#endif
