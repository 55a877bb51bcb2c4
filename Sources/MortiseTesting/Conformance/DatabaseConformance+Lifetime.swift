import MortiseSQL

extension DatabaseConformance {
    static let lifetimeChecks: [Check] = [
        Check("a closed database refuses everything, and may be closed again") { database in
            try await ConformanceSchema.create(in: database)
            await database.close()
            try await expectFailure(.closed, of: "a statement") { try await database.authorCount() }
            try await expectFailure(.closed, of: "a write") {
                try await database.execute(ConformanceStatements.addAuthor(1, "ada@x"))
            }
            try await expectFailure(.closed, of: "a transaction") { try await database.transaction { _ in } }
            await database.close()
        },
        Check("closing lets running work finish and refuses waiting work", options: .init(poolSize: 1)) { database in
            try await ConformanceSchema.create(in: database)
            let release = Gate()
            let runner = Task {
                try await database.transaction { transaction in
                    await release.passage()
                    return try await transaction.execute(ConformanceStatements.addAuthor(1, "ada@x"))
                }
            }
            try await eventually("the transaction") { database.statistics.inUse == 1 }
            let waiter = Task { try await database.authorCount() }
            try await eventually("the waiter") { database.statistics.waiting == 1 }
            let closing = Task { await database.close() }
            try await expectFailure(.closed, of: "a waiting statement") { try await waiter.value }
            release.open()
            try expect(try await runner.value, is: 1, "rows written by the running transaction")
            await closing.value
            try expect(database.statistics.inUse, is: 0, "connections in use after closing")
        },
        Check(
            "what was committed is there after closing and opening again",
            afterReopening: { database in
                try expect(try await database.authorCount(), is: 2, "rows after opening again")
            }
        ) { database in
            try await ConformanceSchema.create(in: database)
            try await database.execute(ConformanceStatements.addAuthor(1, "ada@x"))
            _ = try await database.transaction { transaction in
                try await transaction.execute(ConformanceStatements.addAuthor(2, "bob@x"))
            }
        },
    ]
}
