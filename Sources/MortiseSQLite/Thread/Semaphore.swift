#if SQLite
import Glibc

/// A counting semaphore that a thread sleeps on (POSIX `sem_t`).
///
/// `@unchecked Sendable` holds: the pointer never changes, and the calls on it are made for many threads.
struct Semaphore: ~Copyable, @unchecked Sendable {
    // Allocated, because a sem_t must not move while a thread sleeps on it.
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() {
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func signal() {
        sem_post(semaphore)
    }

    func wait() {
        // A signal handler on this thread may interrupt the sleep.
        while sem_wait(semaphore) != 0 {}
    }
}
#endif
