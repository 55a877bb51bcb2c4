import Glibc
public import MortiseSQL
import MortiseLocking

/// Lets one call of a database go wrong: for the sweep that fails call 1, 2, 3 … of a flow until the flow passes
/// untouched.
public final class FaultPlan: Sendable {
    /// What happens to the call.
    public enum Fault: Sendable {
        /// It is not made, and its caller gets this error.
        case fail(DatabaseError)
        /// The process ends as by `kill -9`.
        case kill
    }

    private struct State {
        var count = 0
        var fatal: (call: Int, fault: Fault)?
        var hasStruck = false
    }

    private let state = Locked(State())

    /// A plan under which nothing goes wrong.
    public init() {}

    /// The calls made since the last ``strike(call:with:)`` or ``stop()``.
    public var count: Int { state.withLock { $0.count } }

    /// Whether the fault has happened since the last ``strike(call:with:)``.
    public var hasStruck: Bool { state.withLock { $0.hasStruck } }

    /// Counts anew, and lets this call go wrong, once.
    ///
    /// - Parameters:
    ///   - call: Its position from 1.
    ///   - fault: What happens to it.
    public func strike(call: Int, with fault: Fault) {
        state.withLock { $0 = State(fatal: (call, fault)) }
    }

    /// Counts anew, and lets nothing go wrong.
    public func stop() {
        state.withLock { $0 = State() }
    }

    /// The database, under this plan.
    public func applied(to database: any Database) -> any Database {
        InterceptedDatabase(database) { (_) throws(DatabaseError) in try self.pass() }
    }

    private func pass() throws(DatabaseError) {
        let fault = state.withLock { state -> Fault? in
            state.count += 1
            guard let (call, fault) = state.fatal, state.count == call else { return nil }
            state.hasStruck = true
            return fault
        }
        switch fault {
        case .fail(let error): throw error
        case .kill: kill(getpid(), SIGKILL)
        case nil: break
        }
    }
}
