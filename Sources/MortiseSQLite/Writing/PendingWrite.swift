#if SQLite
import MortiseLocking
import MortiseSQL

/// A write that waits to be run in a group, by the task that leads the group.
///
/// `@unchecked Sendable` holds: one task at a time has it, first its own, then the leader's, then its own again; it
/// passes from one to the next under the queue's lock and with the handover.
class PendingWrite: @unchecked Sendable {
    /// What its task learns at the end of the wait.
    enum Verdict {
        /// It was run, or refused: the outcome is there.
        case settled
        /// It was not run, or what it did was undone: it has to run by itself.
        case alone
        /// It was not run, and its task leads the next group.
        case lead
    }

    let deadline: ContinuousClock.Instant
    /// Set when it joins the queue.
    var handover: Handover<Verdict>?

    init(deadline: ContinuousClock.Instant) {
        self.deadline = deadline
    }

    /// Runs the statement and keeps its outcome.
    ///
    /// - Returns: The error, if it failed.
    func run(on connection: SQLiteConnection) -> DatabaseError? { nil }

    /// Makes this error the outcome.
    func refuse(_ error: DatabaseError) {}

    /// What its task is told once its group has ended.
    func verdict(after group: GroupOutcome) -> Verdict {
        switch group {
        case .committed: return isRefusedInTransactions ? .alone : .settled
        case .undone: return .alone
        case .failed(let error):
            refuse(error)
            return .settled
        }
    }

    /// Whether the statement may be one that cannot run within a transaction, as VACUUM: SQLite has no code for that.
    var isRefusedInTransactions: Bool { false }
}

/// A pending write and what becomes of it.
final class PendingStatement<Output: Sendable>: PendingWrite, @unchecked Sendable {
    private let statement: Statement<Output>
    private var outcome: Result<StatementResult<Output>, DatabaseError>?

    init(_ statement: Statement<Output>, deadline: ContinuousClock.Instant) {
        self.statement = statement
        super.init(deadline: deadline)
    }

    override func run(on connection: SQLiteConnection) -> DatabaseError? {
        do throws(DatabaseError) {
            outcome = .success(try connection.run(statement, cancellation: .never))
            return nil
        } catch {
            outcome = .failure(error)
            return error
        }
    }

    override func refuse(_ error: DatabaseError) {
        outcome = .failure(error.during(statement.template.name))
    }

    override var isRefusedInTransactions: Bool {
        if case .failure(let error) = outcome { error.code == .other } else { false }
    }

    /// What became of it.
    ///
    /// - Throws: ``DatabaseError``.
    func result() throws(DatabaseError) -> StatementResult<Output> {
        guard let outcome else { throw DatabaseError(.other, "the write was never run") }
        return try outcome.get()
    }
}
#endif
