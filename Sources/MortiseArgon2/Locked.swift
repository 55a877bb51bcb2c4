import Glibc

/// A value that one thread at a time reads or changes, under a POSIX mutex.
///
/// Not `Synchronization.Mutex`: the thread sanitizer does not see that one's ordering and reports every guarded access.
/// `@unchecked Sendable` holds: the value is `Sendable` and touched only under the mutex; the pointers never change.
struct Locked<Value: Sendable>: ~Copyable, @unchecked Sendable {
    // Allocated, because a pthread_mutex_t must not move while threads use it.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)

    init(_ initial: Value) {
        pthread_mutex_init(mutex, nil)
        value.initialize(to: initial)
    }

    deinit {
        value.deinitialize(count: 1)
        value.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&value.pointee)
    }
}
