import Glibc

/// A counting semaphore that threads sleep on (POSIX `sem_t`). Not for tasks: it blocks the thread.
///
/// `@unchecked Sendable` holds: the pointer never changes, and the calls on it are made for many threads.
public struct Semaphore: ~Copyable, @unchecked Sendable {
    // Allocated, because a sem_t must not move while a thread sleeps on it.
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    /// A semaphore at zero.
    public init() {
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    /// Lets one sleeper go on, now or when it comes.
    public func signal() {
        sem_post(semaphore)
    }

    /// Sleeps until there is a signal that no other sleeper has taken.
    public func wait() {
        // A signal handler on this thread may interrupt the sleep.
        while sem_wait(semaphore) != 0 {}
    }
}
