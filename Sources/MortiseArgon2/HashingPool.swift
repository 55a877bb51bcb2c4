import Glibc

/// Hashes passwords on a fixed number of threads of its own, so that neither the memory nor the wait grows with the load.
///
/// At most `threads` hashes run at once, hence the memory is at most `threads` times the largest
/// ``Argon2Parameters/memoryKiB`` in use. Others wait in arrival order; whoever could not start within `maximumWait` is
/// refused at once with the time to come back. Releasing the pool ends its threads; ``close()`` also waits for them.
public final class HashingPool: Sendable {
    let crew: HashingCrew

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - threads: 1 to 1,024; by default one a core.
    ///   - queueLimit: how many jobs may wait beside those that run; by default about a second of standard hashes.
    ///   - maximumWait: the longest time a job may wait for a thread, 0 s to 60 s.
    ///   - onCompletion: called on the hashing thread after each hash with the seconds it ran; must be quick.
    ///   - onQueueChange: called with the number of jobs by which the queue has become longer or shorter; must be quick. It
    ///     is called after the fact, so calls may overtake each other; their sum is right.
    /// - Throws: ``Argon2Error`` with code `invalidParameters`, or `internalFailure` if the system starts no thread.
    public convenience init(
        threads: Int = HashingPool.coreCount, queueLimit: Int? = nil, maximumWait: Duration = .seconds(1),
        onCompletion: (@Sendable (_ seconds: Double) -> Void)? = nil,
        onQueueChange: (@Sendable (_ jobs: Int) -> Void)? = nil
    ) throws(Argon2Error) {
        try self.init(
            threads: threads, queueLimit: queueLimit, maximumWait: maximumWait, onCompletion: onCompletion,
            onQueueChange: onQueueChange, now: MonotonicClock.nanoseconds
        ) { (derivation) throws(Argon2Error) in try derivation.tag() }
    }

    init(
        threads: Int, queueLimit: Int? = nil, maximumWait: Duration = .seconds(1),
        onCompletion: (@Sendable (_ seconds: Double) -> Void)? = nil,
        onQueueChange: (@Sendable (_ jobs: Int) -> Void)? = nil, now: @escaping @Sendable () -> UInt64,
        derive: @escaping HashingCrew.Derive
    ) throws(Argon2Error) {
        // 45 hashes of standard cost a second is what one current core does.
        let limit = queueLimit ?? threads.multipliedReportingOverflow(by: 45).partialValue
        guard (1...1_024).contains(threads), (0...1_000_000).contains(limit),
            (.zero ... .seconds(60)).contains(maximumWait)
        else {
            throw Argon2Error(.invalidParameters, "A setting of the hashing pool is out of range.")
        }
        let wait = UInt64(maximumWait / .nanoseconds(1))
        crew = HashingCrew(
            queue: HashQueue(threads: threads, limit: limit, maximumWait: wait), now: now, derive: derive,
            onCompletion: onCompletion, onQueueChange: onQueueChange)
        try crew.start()
    }

    deinit {
        crew.dismiss()
    }

    /// The number of processors that are on line.
    public static var coreCount: Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    /// What the pool does and has done; never waits for a hash.
    public var statistics: Statistics {
        crew.statistics
    }

    /// Hashes a password as ``Argon2id/hash(password:salt:parameters:)`` does.
    ///
    /// - Throws: its errors, or ``Argon2Error`` with code `overloaded` (at once, or when the wait turned out longer than
    ///   estimated), `cancelled` (a hash that runs goes on, its result is dropped) or `closed`.
    public func hash(
        password: [UInt8], salt: [UInt8], parameters: Argon2Parameters = .standard
    ) async throws(Argon2Error) -> PHCString {
        let derivation = try Argon2Derivation(hashing: password, salt: salt, parameters: parameters)
        return PHCString(parameters: parameters, salt: salt, tag: try await run(derivation))
    }

    /// Checks a password as ``Argon2id/verify(password:against:)`` does.
    ///
    /// - Throws: its errors and those of ``hash(password:salt:parameters:)``.
    public func verify(password: [UInt8], against hash: PHCString) async throws(Argon2Error) -> Bool {
        let derivation = try Argon2Derivation(verifying: password, against: hash)
        return Argon2id.areEqual(try await run(derivation), hash.tag)
    }

    /// Takes no more work, fails the jobs that wait with `closed`, lets the running ones finish, and returns when the
    /// threads have left. May be called again.
    public func close() async {
        crew.dismiss()
        await crew.allLeft()
    }

    private func run(_ derivation: Argon2Derivation) async throws(Argon2Error) -> [UInt8] {
        let ticket = crew.ticket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { crew.submit(derivation, ticket: ticket, continuation: $0) }
        } onCancel: {
            crew.cancel(ticket)
        }
        return try result.get()
    }
}
