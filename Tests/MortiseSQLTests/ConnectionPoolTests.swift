import MortiseLocking
import MortiseSQL
import Testing

@Suite struct ConnectionPoolTests {
    @Test func `ten thousand wait, some give up at random, the others are served in the order of asking`() async throws
    {
        let count = 10_000
        let pool = pool(capacity: 1, timeout: .seconds(600))
        let held = try await pool.lease()
        let served = Shared<[Int]>([])
        // Immediate, so that each has asked before the next one begins.
        let tasks = (0..<count).map { number in
            Task.immediate {
                do throws(DatabaseError) {
                    let connection = try await pool.lease()
                    served.value.withLock { $0.append(number) }
                    pool.release(connection)
                    return true
                } catch {
                    #expect(error.code == .cancelled)
                    return false
                }
            }
        }
        #expect(pool.statistics.waiting == count)
        let quitters = Set((0..<count).shuffled().prefix(count / 2))
        let early = quitters.prefix(count / 4)
        for number in early { tasks[number].cancel() }
        #expect(pool.statistics.waiting == count - early.count)
        pool.release(held)
        for number in quitters.subtracting(early) { tasks[number].cancel() }
        var answered: [Int] = []
        for (number, task) in tasks.enumerated() where await task.value { answered.append(number) }
        #expect(served.value.withLock { $0 } == answered)
        #expect(Set(0..<count).subtracting(quitters).isSubset(of: answered))
        #expect(Set(early).isDisjoint(with: answered))
        #expect(pool.statistics == PoolStatistics(capacity: 1, inUse: 0, idle: 1, waiting: 0))
    }

    @Test func `many tasks that lease, wait and give up at once leave nothing behind`() async throws {
        let pool = pool(capacity: 4, timeout: .seconds(600))
        let inUse = Shared(0)
        await withTaskGroup { group in
            for number in 0..<10_000 {
                group.addTask {
                    let task = Task {
                        guard let connection = try? await pool.lease() else { return }
                        let users = inUse.value.withLock { users in
                            users += 1
                            return users
                        }
                        #expect(users <= 4)
                        await Task.yield()
                        inUse.value.withLock { $0 -= 1 }
                        pool.release(connection)
                    }
                    if number.isMultiple(of: 3) { task.cancel() }
                    await task.value
                }
            }
        }
        let statistics = pool.statistics
        #expect(statistics.inUse == 0 && statistics.waiting == 0 && statistics.idle <= 4)
    }

    @Test func `all who wait too long are told so, and so are those who come later`() async throws {
        let pool = pool(capacity: 1, timeout: .milliseconds(50))
        let held = try await pool.lease()
        for _ in 0..<2 {
            let tasks = (0..<1_000).map { _ in Task.immediate { await outcome(of: pool) } }
            for task in tasks { #expect(await task.value == .poolExhausted) }
        }
        pool.release(held)
        #expect(pool.statistics == PoolStatistics(capacity: 1, inUse: 0, idle: 1, waiting: 0))
        #expect(await outcome(of: pool) == nil)
    }

    @Test func `those who wait when the pool is closed are told so`() async throws {
        let pool = pool(capacity: 1, timeout: .seconds(600))
        let held = try await pool.lease()
        let tasks = (0..<100).map { _ in Task.immediate { await outcome(of: pool) } }
        #expect(pool.statistics.waiting == 100)
        pool.close()
        for task in tasks { #expect(await task.value == .closed) }
        #expect(await outcome(of: pool) == .closed)
        pool.release(held)
        #expect(pool.statistics == PoolStatistics(capacity: 1, inUse: 0, idle: 0, waiting: 0))
    }

    @Test func `a pool that nobody uses any more does not wait for its timer`() async throws {
        weak var forgotten: ConnectionPool<Int>?
        do {
            let pool = pool(capacity: 1, timeout: .seconds(600))
            forgotten = pool
            let held = try await pool.lease()
            let waiter = Task.immediate { await outcome(of: pool) }
            waiter.cancel()
            #expect(await waiter.value == .cancelled)
            pool.release(held)
        }
        #expect(forgotten == nil)
    }

    private func pool(capacity: Int, timeout: Duration) -> ConnectionPool<Int> {
        ConnectionPool(capacity: capacity, timeout: timeout, discard: { _ in }, open: { () throws(DatabaseError) in 0 })
    }
}

/// A value that several tasks change.
private final class Shared<Value: Sendable>: Sendable {
    let value: Locked<Value>

    init(_ value: Value) { self.value = Locked(value) }
}

/// Leases a connection and gives it back.
///
/// - Returns: The code of the refusal, if any.
private func outcome(of pool: ConnectionPool<Int>) async -> DatabaseError.Code? {
    do throws(DatabaseError) {
        pool.release(try await pool.lease())
        return nil
    } catch {
        return error.code
    }
}
