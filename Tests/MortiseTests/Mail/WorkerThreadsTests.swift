import Glibc
import MortiseLocking
import Testing

@Suite(.timeLimit(.minutes(1))) struct WorkerThreadsTests {
    /// Blocks a thread until it is opened.
    private final class Door: Sendable {
        private let semaphore = Semaphore()
        func open() { semaphore.signal() }
        func pass() { semaphore.wait() }
    }

    @Test func `each thread keeps a tool of its own`() async throws {
        let made = Locked(0)
        let threads = WorkerThreads(limit: 3, queueLimit: 100) { () -> pthread_t in
            made.withLock { $0 += 1 }
            return pthread_self()
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<100 { group.addTask { try await threads.run { pthread_equal($0, pthread_self()) != 0 } } }
            for try await isSame in group { #expect(isSame) }
        }
        #expect((1...3).contains(made.withLock { $0 }))
    }

    @Test func `work beyond the queue is refused, and cancelled work leaves it`() async throws {
        let threads = WorkerThreads(limit: 1, queueLimit: 1)
        let (door, begun) = (Door(), AsyncStream.makeStream(of: Void.self))
        async let running = threads.run { _ in
            begun.continuation.yield()
            door.pass()
            return 1
        }
        _ = await begun.stream.first { true }
        // Who comes first takes the one place; the other is refused at once.
        let tasks = (0..<2).map { _ in Task { await refusal { try await threads.run { _ in 2 } } } }
        let (first, refused) = AsyncStream.makeStream(of: WorkRefusal?.self)
        for task in tasks { Task { refused.yield(await task.value) } }
        var outcomes = first.makeAsyncIterator()
        #expect(await outcomes.next() == .full)
        for task in tasks { task.cancel() }
        #expect(await outcomes.next() == .cancelled)
        door.open()
        #expect(try await running == 1)
        #expect(try await threads.run { _ in 3 } == 3)
    }

    @Test func `threads go with their owner, after what they are at`() async throws {
        let gone = AsyncStream.makeStream(of: Void.self)
        final class Farewell: Sendable {
            let gone: AsyncStream<Void>.Continuation
            init(_ gone: AsyncStream<Void>.Continuation) { self.gone = gone }
            deinit { gone.yield() }
        }
        do {
            let threads = WorkerThreads(limit: 1, queueLimit: 1) { Farewell(gone.continuation) }
            try await threads.run { _ in }
        }
        _ = await gone.stream.first { true }
    }

    private func refusal(_ work: () async throws -> Int) async -> WorkRefusal? {
        do {
            _ = try await work()
            return nil
        } catch {
            return error as? WorkRefusal
        }
    }
}
