#if Postgres
import MortiseLocking
import MortiseSQL
import Testing

/// What callers were told about their writes, to be compared with what the database holds.
final class WriteLedger: Sendable {
    enum Outcome: Sendable { case acknowledged, doubtful, refused }

    /// Numbers, for those who look often.
    struct Book: Sendable {
        /// How often each kind of work has succeeded.
        var successes: [MixedLoad.Work: Int] = [:]
        /// How often each kind of error was met.
        var errors: [String: Int] = [:]
        /// The longest that a caller has waited.
        var longestWait = Duration.zero
    }

    private struct State {
        var book = Book()
        var outcomes: [Int64: Outcome] = [:]
        var nextID: Int64 = 0
    }

    private let state = Locked(State())

    var book: Book { state.withLock { $0.book } }

    /// What callers were told about each write.
    var outcomes: [Int64: Outcome] { state.withLock { $0.outcomes } }

    func takeID() -> Int64 {
        state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
    }

    func note(_ work: MixedLoad.Work, _ id: Int64, _ error: DatabaseError?, after wait: Duration) {
        state.withLock { state in
            state.book.longestWait = max(state.book.longestWait, wait)
            if let error {
                state.book.errors[error.code.label, default: 0] += 1
            } else {
                state.book.successes[work, default: 0] += 1
            }
            guard work != .read else { return }
            state.outcomes[id] = error == nil ? .acknowledged : error?.mayHaveCommitted == true ? .doubtful : .refused
        }
    }

    /// Acknowledged writes are there once, doubtful ones at most once, refused ones not; transactions whole.
    func expectTruth(in database: any Database, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        var parts: [Int64: [Int64]] = [:]
        for (id, part) in try await database.all(Entries.all()) { parts[id, default: []].append(part) }
        var lost: [Int64] = []
        var unexpected: [Int64] = []
        let outcomes = outcomes
        for (id, outcome) in outcomes {
            let found = parts.removeValue(forKey: id)?.sorted() ?? []
            let isWhole = found == [0] || found == [1, 2]
            switch outcome {
            case .acknowledged: if !isWhole { lost.append(id) }
            case .doubtful: if !isWhole && !found.isEmpty { unexpected.append(id) }
            case .refused: if !found.isEmpty { unexpected.append(id) }
            }
        }
        #expect(lost.isEmpty, "acknowledged and lost, or done twice", sourceLocation: sourceLocation)
        #expect(unexpected.isEmpty, "refused and done, or done by half or twice", sourceLocation: sourceLocation)
        #expect(parts.isEmpty, "rows that nobody wrote", sourceLocation: sourceLocation)
        #expect(outcomes.values.contains(.acknowledged), "nothing was acknowledged", sourceLocation: sourceLocation)
    }

    /// A line for people.
    var summary: String {
        let (book, outcomes) = (book, outcomes)
        func count(_ outcome: Outcome) -> Int { outcomes.values.count { $0 == outcome } }
        return "\(book.successes[.read] ?? 0) reads, \(count(.acknowledged)) writes acknowledged, "
            + "\(count(.doubtful)) in doubt, \(count(.refused)) refused, longest wait \(book.longestWait), "
            + "errors \(book.errors.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })"
    }
}
#endif
