import Testing

@testable import MortiseArgon2

/// Times in these tests are nanoseconds; one standard hash is estimated at about 23 ms before the first measurement.
struct HashQueueTests {
    static let second: UInt64 = 1_000_000_000
    static let blocks = Argon2Parameters.standard.blocks

    /// A queue whose measured pace is `seconds` for each standard hash.
    private func queue(threads: Int, limit: Int, maximumWait: UInt64 = second, hashSeconds: Double) -> HashQueue {
        var queue = HashQueue(threads: threads, limit: limit, maximumWait: maximumWait)
        for id in 1_000..<1_200 {
            _ = queue.admit(UInt64(id), blocks: Self.blocks, at: 0)
            _ = queue.next(at: 0)
            queue.finish(UInt64(id), succeeded: true, at: UInt64(hashSeconds * 1e9))
        }
        return queue
    }

    @Test func `jobs start in the order they came`() {
        var queue = HashQueue(threads: 1, limit: 2, maximumWait: Self.second)
        #expect((1...3).map { queue.admit($0, blocks: Self.blocks, at: 0) } == [.admitted, .admitted, .admitted])
        #expect((1...3).map { _ in queue.next(at: 1) } == [.run(1), .run(2), .run(3)])
        #expect(queue.next(at: 1) == .sleep)
    }

    @Test func `a full queue refuses, and takes again when a job is done`() {
        var queue = HashQueue(threads: 1, limit: 1, maximumWait: Self.second)
        #expect(queue.admit(1, blocks: Self.blocks, at: 0) == .admitted)
        #expect(queue.next(at: 0) == .run(1))
        #expect(queue.admit(2, blocks: Self.blocks, at: 0) == .admitted)
        #expect(queue.admit(3, blocks: Self.blocks, at: 0) == .overloaded(retryAfter: 1))
        queue.finish(1, succeeded: true, at: 1_000)
        #expect(queue.admit(4, blocks: Self.blocks, at: 1_000) == .admitted)
        #expect(queue.statistics().rejected == 1)
    }

    @Test func `without a queue a job is taken only by a free thread`() {
        var queue = HashQueue(threads: 2, limit: 0, maximumWait: 0)
        #expect(queue.admit(1, blocks: Self.blocks, at: 0) == .admitted)
        #expect(queue.admit(2, blocks: Self.blocks, at: 0) == .admitted)
        #expect(queue.admit(3, blocks: Self.blocks, at: 0) == .overloaded(retryAfter: 1))
    }

    @Test func `an estimated wait beyond the deadline refuses with the measured time`() {
        // Five jobs of 1 s on two threads: the sixth would wait 2.5 s.
        var queue = queue(threads: 2, limit: 100, maximumWait: 2 * Self.second, hashSeconds: 1)
        let now = 100 * Self.second
        for id in 1...5 as ClosedRange<UInt64> {
            #expect(queue.admit(id, blocks: Self.blocks, at: now) == .admitted)
        }
        #expect(abs(queue.estimatedWait(at: now) - 2.5e9) < 1e6)
        #expect(queue.admit(6, blocks: Self.blocks, at: now) == .overloaded(retryAfter: 3))
        // A job of a tenth of the cost weighs a tenth: 100 ms of work moves the wait by 50 ms.
        queue.cancel(5)
        #expect(queue.admit(7, blocks: Self.blocks / 10, at: now) == .admitted)
        #expect(abs(queue.estimatedWait(at: now) - 2.05e9) < 1e6)
    }

    @Test func `what a running job has done already shortens the wait`() {
        var queue = queue(threads: 1, limit: 10, hashSeconds: 1)
        let now = 100 * Self.second
        #expect(queue.admit(1, blocks: Self.blocks, at: now) == .admitted)
        #expect(queue.next(at: now) == .run(1))
        #expect(abs(queue.estimatedWait(at: now + Self.second / 4) - 0.75e9) < 1e6)
        // Longer than estimated: the rest is unknown, never negative.
        #expect(queue.estimatedWait(at: now + 5 * Self.second) == 0)
    }

    @Test func `a job that waited past its deadline is refused when its turn comes`() {
        var queue = HashQueue(threads: 1, limit: 5, maximumWait: Self.second)
        for id in 1...3 as ClosedRange<UInt64> { _ = queue.admit(id, blocks: Self.blocks, at: 0) }
        #expect(queue.next(at: 0) == .run(1))
        queue.finish(1, succeeded: true, at: Self.second)
        #expect(queue.next(at: Self.second) == .run(2))
        queue.finish(2, succeeded: true, at: Self.second + 1)
        #expect(queue.next(at: Self.second + 1) == .expire(3, retryAfter: 1))
        #expect(queue.statistics().rejected == 1)
        #expect(queue.statistics().queued == 0)
    }

    @Test func `a cancelled job leaves the queue, a running one does not`() {
        var queue = HashQueue(threads: 1, limit: 1, maximumWait: Self.second)
        _ = queue.admit(1, blocks: Self.blocks, at: 0)
        _ = queue.next(at: 0)
        _ = queue.admit(2, blocks: Self.blocks, at: 0)
        queue.cancel(2)
        queue.cancel(1)
        #expect(queue.next(at: 0) == .sleep)
        #expect(queue.statistics().running == 1)
        #expect(queue.admit(3, blocks: Self.blocks, at: 0) == .admitted)
    }

    @Test func `closing gives back what waits and ends everything`() {
        var queue = HashQueue(threads: 1, limit: 5, maximumWait: Self.second)
        for id in 1...3 as ClosedRange<UInt64> { _ = queue.admit(id, blocks: Self.blocks, at: 0) }
        _ = queue.next(at: 0)
        #expect(queue.close() == [2, 3])
        #expect(queue.close() == [])
        #expect(queue.admit(4, blocks: Self.blocks, at: 0) == .closed)
        #expect(queue.next(at: 0) == .exit)
        #expect(queue.finish(1, succeeded: true, at: 7) == 7)
        #expect(queue.statistics().completed == 1)
    }

    @Test func `a pace spoilt by one endless hash heals, and no one is told to wait over a minute`() {
        var queue = queue(threads: 1, limit: 10, hashSeconds: 36_000)
        var now = 100_000 * Self.second
        _ = queue.admit(1, blocks: Self.blocks, at: now)
        _ = queue.next(at: now)
        #expect(queue.admit(2, blocks: Self.blocks, at: now) == .overloaded(retryAfter: 60))
        now += Self.second / 100
        queue.finish(1, succeeded: true, at: now)
        for id in 1_000..<1_300 as Range<UInt64> {
            #expect(queue.admit(id, blocks: Self.blocks, at: now) == .admitted)
            _ = queue.next(at: now)
            now += Self.second / 100
            queue.finish(id, succeeded: true, at: now)
        }
        _ = queue.admit(3, blocks: Self.blocks, at: now)
        #expect(queue.estimatedWait(at: now) < 0.02e9)
    }

    @Test func `a failed hash does not count as a fast one`() {
        var queue = queue(threads: 1, limit: 10, hashSeconds: 1)
        let now = 100 * Self.second
        for id in 1...50 as ClosedRange<UInt64> {
            _ = queue.admit(id, blocks: Self.blocks, at: now)
            _ = queue.next(at: now)
            queue.finish(id, succeeded: false, at: now)
        }
        _ = queue.admit(60, blocks: Self.blocks, at: now)
        #expect(abs(queue.estimatedWait(at: now) - 1e9) < 1e6)
    }

    @Test func `a clock that stands still or jumps back does no harm`() {
        var queue = HashQueue(threads: 1, limit: 1, maximumWait: Self.second)
        _ = queue.admit(1, blocks: Self.blocks, at: 500)
        _ = queue.next(at: 400)
        #expect(queue.finish(1, succeeded: true, at: 300) == 0)
        #expect(queue.finish(1, succeeded: true, at: 300) == 0)
        #expect(queue.statistics().completed == 1)
    }
}
