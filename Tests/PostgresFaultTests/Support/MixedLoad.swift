#if Postgres
import MortiseSQL
import Testing

/// Callers that read, write and run transactions until they are told to stop, and keep a ledger.
struct MixedLoad: Sendable {
    enum Work: Int, CaseIterable, Sendable { case read, write, transaction }

    static let callers = 12

    let database: any Database
    let ledger = WriteLedger()
    private let isOver = Flag()

    init(_ database: any Database) { self.database = database }

    /// Runs `body` while the callers are busy.
    func run(_ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            for caller in 0..<Self.callers {
                group.addTask { await serve(Work.allCases[caller % Work.allCases.count]) }
            }
            do {
                try await body()
            } catch {
                isOver.set()
                throw error
            }
            isOver.set()
            try await group.waitForAll()
        }
    }

    /// Waits until every kind of work has succeeded once more.
    ///
    /// - Returns: How long that took; `nil` when it took longer than five seconds.
    func recovery() async throws -> Duration? {
        let start = ContinuousClock.now
        let before = ledger.book.successes
        let isBack = try await eventually(within: .seconds(5)) {
            let now = ledger.book.successes
            return Work.allCases.allSatisfy { now[$0, default: 0] > before[$0, default: 0] }
        }
        return isBack ? ContinuousClock.now - start : nil
    }

    /// Waits until more errors were met than before.
    func meetsErrors(beyond before: [String: Int]) async throws -> Bool {
        try await eventually { ledger.book.errors.values.reduce(0, +) > before.values.reduce(0, +) }
    }

    /// After the load: nobody holds or waits for a connection, and the server has no more of them than the pool's size.
    func expectNoLeak(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        // One that nobody needs any more may still be on its way.
        let isBack = try await eventually { database.statistics.inUse == 0 && database.statistics.waiting == 0 }
        #expect(isBack, sourceLocation: sourceLocation)
    }

    private func serve(_ work: Work) async {
        while !isOver.isSet {
            let id = ledger.takeID()
            let start = ContinuousClock.now
            do {
                try await perform(work, id)
                ledger.note(work, id, nil, after: ContinuousClock.now - start)
            } catch {
                let error = error as? DatabaseError ?? DatabaseError(.other, "\(error)")
                ledger.note(work, id, error, after: ContinuousClock.now - start)
                // A caller that is refused comes back a little later.
                do { try await Task.sleep(for: .milliseconds(5)) } catch { return }
            }
        }
    }

    private func perform(_ work: Work, _ id: Int64) async throws {
        switch work {
        case .read:
            guard try await database.first(Probe.echo(id)) == id else {
                throw DatabaseError(.corrupt, "another's answer")
            }
        case .write: try await database.execute(Entries.insert(id, 0))
        case .transaction:
            try await database.transaction { transaction in
                try await transaction.execute(Entries.insert(id, 1))
                try await transaction.execute(Entries.insert(id, 2))
            }
        }
    }
}
#endif
