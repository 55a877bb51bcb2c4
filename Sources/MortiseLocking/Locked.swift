#if MORTISE_TSAN
import Glibc
#else
public import Synchronization
#endif

/// A value that one task or thread at a time reads or changes.
///
/// It is the standard library's `Mutex`. The thread sanitizer cannot see how that one is handed from thread to thread in
/// the kernel and reports every contended access, so a build with `-D MORTISE_TSAN` guards the same value by a POSIX
/// mutex, which the sanitizer knows: what it then reports is real.
public struct Locked<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
    // @unchecked Sendable holds: the value is reached under the mutex only, and the pointers never change.
    #if MORTISE_TSAN
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)

    /// Guards a value.
    public init(_ initial: consuming sending Value) {
        pthread_mutex_init(mutex, nil)
        value.initialize(to: initial)
    }

    deinit {
        value.deinitialize(count: 1)
        value.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs `body` with the value, alone.
    public func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value.pointee)
    }

    /// Runs `body` with the value, alone, unless another one is at it; then returns `nil`.
    public func withLockIfAvailable<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result? {
        guard pthread_mutex_trylock(mutex) == 0 else { return nil }
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value.pointee)
    }
    #else
    @usableFromInline let mutex: Mutex<Value>

    /// Guards a value.
    @inlinable public init(_ initial: consuming sending Value) {
        mutex = Mutex(initial)
    }

    /// Runs `body` with the value, alone.
    @inlinable public func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock(body)
    }

    /// Runs `body` with the value, alone, unless another one is at it; then returns `nil`.
    @inlinable public func withLockIfAvailable<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result? {
        try mutex.withLockIfAvailable(body)
    }
    #endif
}
