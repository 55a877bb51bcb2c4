import MortiseLocking
import Testing

@testable import MortiseArgon2

@Suite(.timeLimit(.minutes(2))) struct HashingPoolTests {
    let salt = [UInt8](0..<16)
    let held = HeldHashing()

    private func heldPool(
        threads: Int = 1, queueLimit: Int = 10, now: @escaping @Sendable () -> UInt64 = MonotonicClock.nanoseconds
    ) throws -> HashingPool {
        try HashingPool(
            threads: threads, queueLimit: queueLimit, maximumWait: .seconds(60), now: now, derive: held.derive)
    }

    private func submit(_ password: UInt8, to pool: HashingPool) -> Task<Result<PHCString, Argon2Error>, Never> {
        Task { [salt] in
            do throws(Argon2Error) {
                return .success(try await pool.hash(password: [password], salt: salt))
            } catch {
                return .failure(error)
            }
        }
    }

    private func failure(_ result: Result<PHCString, Argon2Error>) -> Argon2Error.Code? {
        if case .failure(let error) = result { error.code } else { nil }
    }

    @Test func `the pool hashes and checks like the plain function`() async throws {
        let pool = try HashingPool(threads: 2)
        let parameters = try Argon2Parameters(memoryKiB: 64, iterations: 1, parallelism: 4)
        let hash = try await pool.hash(password: [1, 0, 2], salt: salt, parameters: parameters)
        #expect(hash == (try Argon2id.hash(password: [1, 0, 2], salt: salt, parameters: parameters)))
        #expect(try await pool.verify(password: [1, 0, 2], against: hash))
        #expect(try await !pool.verify(password: [1, 0, 3], against: hash))
        await pool.close()
        #expect(pool.statistics.completed == 3)
        #expect(pool.statistics.totalSeconds > 0)
    }

    @Test func `200 tasks through two threads all get their own answer`() async throws {
        let seconds = Locked<[Double]>([])
        let pool = try HashingPool(
            threads: 2, queueLimit: 200, maximumWait: .seconds(60),
            onCompletion: { elapsed in seconds.withLock { $0.append(elapsed) } })
        let parameters = try Argon2Parameters(memoryKiB: 8, iterations: 1)
        await withThrowingTaskGroup(of: Void.self) { [salt] group in
            for index in 0..<200 {
                group.addTask {
                    let password = [UInt8](repeating: UInt8(index), count: 5)
                    let hash = try await pool.hash(password: password, salt: salt, parameters: parameters)
                    #expect(hash == (try Argon2id.hash(password: password, salt: salt, parameters: parameters)))
                }
            }
        }
        await pool.close()
        let statistics = pool.statistics
        #expect(statistics.completed == 200)
        #expect((statistics.running, statistics.queued, statistics.rejected, statistics.threads) == (0, 0, 0, 2))
        #expect(seconds.withLock { $0.count } == 200)
    }

    @Test func `never more hashes run at once than there are threads`() async throws {
        let pool = try heldPool(threads: 2, queueLimit: 50)
        let tasks = (0..<40).map { submit(UInt8($0), to: pool) }
        await until { pool.statistics.queued == 38 }
        #expect(pool.statistics.running == 2)
        held.letGo(40)
        for (index, task) in tasks.enumerated() {
            #expect(try await task.value.get().tag == .init(repeating: UInt8(index), count: 32))
        }
        #expect(held.highest == 2)
        #expect(held.total == 40)
        await pool.close()
    }

    @Test func `a full queue refuses at once, while the thread is still busy`() async throws {
        let pool = try heldPool(queueLimit: 1)
        let running = submit(1, to: pool)
        await until { pool.statistics.running == 1 }
        let queued = submit(2, to: pool)
        await until { pool.statistics.queued == 1 }
        #expect(failure(await submit(3, to: pool).value) == .overloaded(retryAfter: 1))
        #expect(pool.statistics.rejected == 1)
        held.letGo(2)
        #expect(failure(await running.value) == nil)
        #expect(failure(await queued.value) == nil)
        await pool.close()
    }

    @Test func `a job whose deadline passes in the queue is refused and never runs`() async throws {
        let time = Locked<UInt64>(0)
        let pool = try heldPool(now: { time.withLock { $0 } })
        let running = submit(1, to: pool)
        await until { pool.statistics.running == 1 }
        let queued = submit(2, to: pool)
        await until { pool.statistics.queued == 1 }
        time.withLock { $0 = 61_000_000_000 }
        held.letGo(1)
        #expect(failure(await running.value) == nil)
        #expect(failure(await queued.value) == .overloaded(retryAfter: 1))
        await pool.close()
        #expect(held.total == 1)
    }

    @Test func `a job cancelled in the queue leaves it at once and never runs`() async throws {
        let pool = try heldPool()
        let running = submit(1, to: pool)
        await until { pool.statistics.running == 1 }
        let queued = submit(2, to: pool)
        await until { pool.statistics.queued == 1 }
        queued.cancel()
        #expect(failure(await queued.value) == .cancelled)
        #expect(pool.statistics.queued == 0)
        #expect(pool.statistics.running == 1)
        held.letGo(2)
        #expect(failure(await running.value) == nil)
        await pool.close()
        #expect(held.total == 1)
    }

    @Test func `a job cancelled while it runs answers at once and keeps its thread until the end`() async throws {
        let pool = try heldPool()
        let running = submit(1, to: pool)
        await until { pool.statistics.running == 1 }
        running.cancel()
        #expect(failure(await running.value) == .cancelled)
        #expect(pool.statistics.running == 1)
        held.letGo(1)
        await pool.close()
        #expect(pool.statistics.completed == 1)
    }

    @Test func `a task that is already cancelled queues nothing`() async throws {
        let pool = try heldPool()
        let task = Task { [salt] in
            await until { Task.isCancelled }
            return try await pool.hash(password: [1], salt: salt)
        }
        task.cancel()
        await #expect(throws: Argon2Error.cancelled) { try await task.value }
        await pool.close()
        #expect(held.total == 0)
    }

    @Test func `closing fails the queue, lets the running job finish and waits for it`() async throws {
        let pool = try heldPool()
        let running = submit(1, to: pool)
        await until { pool.statistics.running == 1 }
        let queued = submit(2, to: pool)
        await until { pool.statistics.queued == 1 }
        let closing = Task { await pool.close() }
        #expect(failure(await queued.value) == .closed)
        #expect(failure(await submit(3, to: pool).value) == .closed)
        held.letGo(1)
        await closing.value
        #expect(failure(await running.value) == nil)
        await pool.close()
        #expect(pool.statistics.completed == 1)
    }

    @Test func `a failure of the hash reaches its caller`() async throws {
        let pool = try HashingPool(threads: 1, now: MonotonicClock.nanoseconds) { (_) throws(Argon2Error) in
            throw Argon2Error(.outOfMemory, "")
        }
        await #expect(throws: Argon2Error(.outOfMemory, "")) { try await pool.hash(password: [1], salt: salt) }
        await pool.close()
    }

    @Test func `bad input is refused without a thread`() async throws {
        let pool = try heldPool()
        let long = [UInt8](repeating: 1, count: 1_025)
        await #expect(throws: Argon2Error(.passwordTooLong, "")) { try await pool.hash(password: long, salt: salt) }
        await #expect(throws: Argon2Error(.invalidParameters, "")) { try await pool.hash(password: [1], salt: [1]) }
        await pool.close()
        #expect(held.total == 0)
    }

    @Test(arguments: [(0, 1, 1), (-1, 1, 1), (1_025, 1, 1), (1, -1, 1), (1, 1, -1), (1, 1, 61), (Int.min, 1, 1)])
    func `settings out of range are refused`(threads: Int, queueLimit: Int, seconds: Int) {
        #expect(throws: Argon2Error(.invalidParameters, "")) {
            try HashingPool(threads: threads, queueLimit: queueLimit, maximumWait: .seconds(seconds))
        }
    }

    @Test func `a pool that is let go ends its threads`() async throws {
        weak var crew: HashingCrew?
        do {
            let pool = try HashingPool(threads: 3)
            crew = pool.crew
        }
        await until { crew == nil }
    }

    @Test func `cancellations, closing and work at the same moment leave no caller without an answer`() async throws {
        let parameters = try Argon2Parameters(memoryKiB: 8, iterations: 1)
        for round in 0..<40 {
            let pool = try HashingPool(threads: 2, queueLimit: 20)
            let tasks = (0..<40).map { _ in
                Task { [salt] in try await pool.hash(password: [1], salt: salt, parameters: parameters) }
            }
            let closing = Task { if round.isMultiple(of: 2) { await pool.close() } }
            for task in tasks[..<20] { task.cancel() }
            for task in tasks { _ = await task.result }
            await closing.value
            await pool.close()
            #expect(pool.statistics.queued == 0)
            #expect(pool.statistics.running == 0)
        }
    }
}
