import Logging
import MortiseSQL

extension AuthEngine {
    /// The most passes over the data that one rotation makes.
    private static let maximumPasses = 5

    /// Moves everything that can be moved to the active key: addresses and their digests, names, what goes with mailed
    /// links, mails.
    ///
    /// It works in small batches, each a short transaction, beside serving engines; nothing it does can be seen by
    /// clients. Its state is that of the rows: ended at any moment and begun again it goes on where it was, and several at
    /// once do no harm. Every engine on the database must have the active key already, and the retired ones.
    ///
    /// - Parameters:
    ///   - batch: The rows looked at in one step, from 1 to 1,000.
    ///   - context: Who asks.
    ///   - progress: Is told after each step.
    /// - Throws: ``AuthError`` with code `.conflict` when two accounts have the same address, as `verify` then says,
    ///   `.unavailable`, `.cancelled`.
    @discardableResult
    public func rotateKeys(
        batch: Int = 100, in context: RequestContext = RequestContext(),
        progress: (KeyRotation.Progress) -> Void = { _ in }
    ) async throws(AuthError) -> KeyRotation {
        try await flow("rotate_keys", in: context) {
            var run = RotationRun(engine: self, batch: Int64(min(max(batch, 1), 1000)), total: try await rowCount())
            do {
                for _ in 0..<Self.maximumPasses where !run.rotation.isComplete { try await run.pass(progress) }
            } catch let error as DatabaseError {
                guard case .uniqueViolation = error.code else { throw error }
                throw AuthError(
                    .conflict, "two accounts have the same address under different keys; `verify` names them",
                    underlying: error)
            }
            try await record(run.rotation, in: context)
            return run.rotation
        }
    }

    /// Records a rotation that came to its end. One that did not is recorded by the run that goes on with it.
    private func record(_ rotation: KeyRotation, in context: RequestContext) async throws {
        let now = clock.now
        try await database.transaction { transaction in
            try await audit.record(
                .keysRotated, by: .operator, of: nil,
                details: [
                    "key": .integer(Int64(rotation.key)), "moved": .integer(Int64(rotation.moved)),
                    "unreadable": .integer(Int64(rotation.unreadable)), "complete": .bool(rotation.isComplete),
                ],
                in: context, at: now, on: transaction)
        }
    }

    private func rowCount() async throws(DatabaseError) -> Int {
        var total: Int64 = 0
        for statement in [
            RotationStatements.accounts(), RotationStatements.tokens(), RotationStatements.mails(),
            RotationStatements.deliveries(),
        ] {
            total += try await database.first(statement) ?? 0
        }
        return Int(total)
    }
}

/// The passes of one rotation.
private struct RotationRun {
    let engine: AuthEngine
    let batch: Int64
    let total: Int
    var rotation: KeyRotation
    private var isFirstPass = true
    /// Whether this pass has found something to do.
    private var wasIdle = true

    init(engine: AuthEngine, batch: Int64, total: Int) {
        self.engine = engine
        self.batch = batch
        self.total = total
        rotation = KeyRotation(key: engine.vault.activeKeyID)
    }

    /// Looks at all rows once. A pass that finds nothing to do is the proof that the rotation is complete.
    mutating func pass(_ progress: (KeyRotation.Progress) -> Void) async throws {
        wasIdle = true
        rotation.unreadable = 0
        let vault = engine.vault
        try await engine.eachPage(of: batch, { UserStatements.page($0, $1) }, id: \.id) { page in
            try await step("users", page.map { row throws(AuthError) in try vault.resealing(of: row) }, progress)
        }
        try await engine.eachPage(of: batch, { TokenStatements.page($0, $1) }, id: \.0.id) { page in
            try await step(
                "one_time_tokens", page.map { row throws(AuthError) in try vault.resealing(of: row.0) }, progress)
        }
        try await engine.eachPage(of: batch, { OutboxStatements.page($0, $1) }, id: \.0.id) { page in
            try await step(
                "email_outbox", page.map { row throws(AuthError) in try vault.resealing(of: row.0) }, progress)
        }
        try await engine.eachPage(of: batch, { EventStatements.page($0, $1) }, id: \.0.id) { page in
            try await step(
                "event_outbox", page.map { row throws(AuthError) in try vault.resealing(of: row.0) }, progress)
        }
        isFirstPass = false
        rotation.isComplete = wasIdle
    }

    private mutating func step(
        _ table: String, _ rows: [Resealing], _ progress: (KeyRotation.Progress) -> Void
    ) async throws {
        try Task.checkCancellation()
        let statements = rows.flatMap(\.statements)
        if !statements.isEmpty {
            wasIdle = false
            rotation.moved += try await engine.database.transaction { transaction in
                var moved = 0
                for statement in statements { moved += try await transaction.execute(statement) }
                return moved
            }
        }
        rotation.unreadable += rows.reduce(0) { $0 + $1.unreadable }
        if isFirstPass { rotation.examined += rows.count }
        progress(
            KeyRotation.Progress(
                table: table, examined: rotation.examined, total: max(total, rotation.examined),
                moved: rotation.moved))
    }
}
