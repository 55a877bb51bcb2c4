import FoundationEssentials
import MortiseSQL

extension DatabaseConformance {
    /// Whether the long form of the checks runs: `MORTISE_SOAK=1`.
    private static var isSoak: Bool { ProcessInfo.processInfo.environment["MORTISE_SOAK"] == "1" }

    static let enduranceChecks: [Check] = [
        Check(
            "while all connections are taken for long, all who wait are refused in time; then all works",
            options: .init(poolSize: 1, poolTimeout: .milliseconds(500))
        ) { database in
            try await ConformanceSchema.create(in: database)
            let release = Gate()
            let holder = Task {
                try await database.transaction { transaction in
                    // A server may end a transaction in which nothing happens.
                    while !release.isOpen {
                        _ = try await transaction.authorCount()
                        try await Task.sleep(for: .milliseconds(100))
                    }
                }
            }
            try await eventually("the transaction that holds the connection") { database.statistics.inUse == 1 }
            let end = ContinuousClock.now + (isSoak ? .seconds(30) : .seconds(2))
            while ContinuousClock.now < end {
                try await withThrowingTaskGroup { group in
                    for number in 0..<40 {
                        group.addTask {
                            try await expectFailure(.poolExhausted, of: "a wait for a connection") {
                                if number % 2 == 0 { return try await database.authorCount() }
                                return try await database.transaction { try await $0.authorCount() }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                try await eventually("the end of all waits") { database.statistics.waiting == 0 }
            }
            release.open()
            try await holder.value
            try await database.execute(ConformanceStatements.addAuthor(1, "ada@x"))
            try expect(try await database.authorCount(), is: 1, "rows after the pool recovered")
        },
        Check(
            "tasks cancelled at random moments lose nothing and leave nothing behind",
            options: .init(poolTimeout: .seconds(100))
        ) { database in
            try await ConformanceSchema.create(in: database)
            let tasks = (1...(isSoak ? 10_000 : 1_000)).map { id in Task { await Errand(id: id).run(on: database) } }
            // Cancelled ones are found in every state: not begun, waiting, within a statement, between two, done.
            for (number, task) in tasks.shuffled().enumerated() where number % 3 != 0 {
                task.cancel()
                if number % 4 == 0 { await Task.yield() }
                if number % 16 == 0 { try await Task.sleep(for: .microseconds(.random(in: 0...2_000))) }
            }
            var outcomes: [Errand.Outcome] = []
            for task in tasks { outcomes.append(await task.value) }
            try await eventually("the return of all connections") {
                database.statistics.inUse == 0 && database.statistics.waiting == 0
            }
            // The first statement after all this works at once.
            let stored = Set(try await database.all(Errand.authors()))
            let books = Set(try await database.all(Errand.books()))
            for (id, outcome) in zip(1..., outcomes) {
                try outcome.check(Errand(id: id), author: stored.contains(Int64(id)), book: books.contains(Int64(id)))
            }
            try expect(outcomes.contains { $0.isDone }, "some tasks were done")
            try expect(outcomes.contains { !$0.isDone }, "some tasks were cancelled")
        },
    ]
}

/// What one of many tasks does: a read, a single write, or a transaction of two writes.
private struct Errand: Sendable {
    enum Outcome: Sendable {
        case done
        case failed(DatabaseError)

        var isDone: Bool { if case .done = self { true } else { false } }

        /// Looks that the caller was told the truth.
        func check(_ errand: Errand, author: Bool, book: Bool) throws {
            if errand.isTransaction { try expect(author == book, "task \(errand.id): both rows or none") }
            switch self {
            case .done: try expect(author == errand.isWrite, "task \(errand.id): what was done is there")
            case .failed(let error):
                try expect(error.code == .cancelled, "task \(errand.id): it was cancelled, not \(error)")
                try expect(!author || error.mayHaveCommitted, "task \(errand.id): what failed is not there")
            }
        }
    }

    static let authors = Query("conformance.author_ids", isScan: true) {
        Select(Projection(MortiseTesting.authors.id), from: MortiseTesting.authors)
    }
    static let books = Query("conformance.book_ids", isScan: true) {
        Select(Projection(MortiseTesting.books.id), from: MortiseTesting.books)
    }

    let id: Int

    var isTransaction: Bool { id % 3 == 0 }
    var isWrite: Bool { id % 3 != 1 }

    func run(on database: any Database) async -> Outcome {
        let key = Int64(id)
        do {
            switch id % 3 {
            case 0:
                try await database.transaction { transaction in
                    try await transaction.execute(ConformanceStatements.addAuthor(key, "\(key)@x"))
                    _ = try await transaction.first(ConformanceStatements.emailOfAuthor(key))
                    await Task.yield()
                    try await transaction.execute(ConformanceStatements.addBook(key, key, "Notes", 1))
                }
            case 1: _ = try await database.authorCount()
            default: try await database.execute(ConformanceStatements.addAuthor(key, "\(key)@x"))
            }
            return .done
        } catch {
            return .failed(error as? DatabaseError ?? DatabaseError(.other, "\(error)"))
        }
    }
}
