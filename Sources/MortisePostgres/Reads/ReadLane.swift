#if Postgres
import MortiseSQL
import MortiseLocking
import Synchronization

/// One connection through which many tasks read at once; opened when first needed, and again after it broke.
final class ReadLane: Sendable {
    private typealias Waiter = Handover<Result<ServerConnection, DatabaseError>>

    private enum State {
        case empty
        case opening([Waiter])
        case open(ServerConnection)
        case closed
    }

    private let state = Locked(State.empty)
    private let load = Atomic(0)
    private let open: @Sendable () async throws(DatabaseError) -> ServerConnection

    init(open: @escaping @Sendable () async throws(DatabaseError) -> ServerConnection) { self.open = open }

    /// The tasks that read through it now.
    var tasks: Int { load.load(ordering: .relaxed) }

    /// Whether there is a connection now.
    var isOpen: Bool { state.withLock { if case .open(let wire) = $0 { !wire.isBroken } else { false } } }

    /// Runs a read.
    func perform<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        load.add(1, ordering: .relaxed)
        defer { load.subtract(1, ordering: .relaxed) }
        let wire = try await connection()
        let command = Command.statement(statement.template, statement.bindings)
        var reply = await wire.read(command)
        // More than once: others who share the connection may have prepared it anew meanwhile, and in vain.
        var tries = 0
        while reply.isStalePreparation, statement.template.isReused, tries < 5 {
            tries += 1
            wire.retire(statement.template)
            reply = await wire.read(command)
        }
        return try reply.result(mayCommit: false).decoded(statement)
    }

    /// The connection; the first who finds none opens it, on behalf of all who come meanwhile.
    func connection() async throws(DatabaseError) -> ServerConnection {
        if case .open(let wire) = state.withLock({ $0 }), !wire.isBroken { return wire }
        let outcome: Result<ServerConnection, DatabaseError> = await withHandover { waiter in
            let immediate: Result<ServerConnection, DatabaseError>? = state.withLock { state in
                switch state {
                case .closed: return .failure(.closed)
                case .open(let wire) where !wire.isBroken: return .success(wire)
                case .opening(let waiters): state = .opening(waiters + [waiter])
                case .open, .empty:
                    state = .opening([waiter])
                    // Unstructured: the one who happens to be first may be cancelled, the others wait on.
                    Task { await self.reopen() }
                }
                return nil
            }
            if let immediate { waiter.resume(returning: immediate) }
        }
        return try outcome.get()
    }

    /// Closes the lane for good.
    func close() {
        let (wire, waiters): (ServerConnection?, [Waiter]) = state.withLock { state in
            defer { state = .closed }
            return switch state {
            case .open(let wire): (wire, [])
            case .opening(let waiters): (nil, waiters)
            case .empty, .closed: (nil, [])
            }
        }
        wire?.close(.closed)
        for waiter in waiters { waiter.resume(returning: .failure(.closed)) }
    }

    private func reopen() async {
        let outcome: Result<ServerConnection, DatabaseError>
        do throws(DatabaseError) {
            outcome = .success(try await open())
        } catch {
            outcome = .failure(error)
        }
        let waiters: [Waiter]? = state.withLock { state in
            guard case .opening(let waiters) = state else { return nil }
            if case .success(let wire) = outcome { state = .open(wire) } else { state = .empty }
            return waiters
        }
        guard let waiters else {
            if case .success(let wire) = outcome { wire.close(.closed) }
            return
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }
}
#endif
