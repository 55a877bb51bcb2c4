#if Postgres
import Glibc
import MortiseSQL
import Synchronization

/// The event loops of a database, which also run tasks that prefer them.
///
/// A task resumed by a loop goes on at once on the loop's thread, so no other thread has to be woken, and the requests
/// of all such tasks leave together.
final class LoopExecutor: TaskExecutor {
    private let loops: [EventLoop]
    private let turn = Atomic(0)

    /// Starts the loops.
    ///
    /// - Throws: ``DatabaseError`` with code `.unavailable` when the system has no threads or descriptors to give.
    init(loops count: Int) throws(DatabaseError) {
        var loops: [EventLoop] = []
        for _ in 0..<max(1, min(count, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) { loops.append(try EventLoop()) }
        self.loops = loops
        for loop in loops {
            do throws(DatabaseError) {
                try loop.start(for: self)
            } catch {
                stop()
                throw error
            }
        }
    }

    /// The loop on whose thread this is called.
    var current: EventLoop? {
        let thread = pthread_self()
        return loops.first { $0.thread == thread }
    }

    /// The connections that are open now.
    var connections: [ServerConnection] { loops.flatMap(\.connections) }

    /// The loop of a pipelined connection with this number.
    func loop(of number: Int) -> EventLoop { loops[number % loops.count] }

    /// The loops, in turn.
    func nextLoop() -> EventLoop {
        loops[Int(UInt(bitPattern: turn.wrappingAdd(1, ordering: .relaxed).oldValue) % UInt(loops.count))]
    }

    func enqueue(_ job: consuming ExecutorJob) {
        (current ?? nextLoop()).enqueue(UnownedJob(job))
    }

    /// Tells the threads to leave. It may take a moment. Tasks that prefer this executor go on elsewhere.
    func stop() { for loop in loops { loop.stop() } }

    /// Returns when the threads have left.
    func hasStopped() async { for loop in loops { await loop.hasStopped() } }
}
#endif
