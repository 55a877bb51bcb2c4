import MortiseSQL

extension DatabaseConformance {
    static let poolChecks: [Check] = [
        Check("waiting transactions are served in the order of asking", options: .init(poolSize: 1)) { database in
            try await ConformanceSchema.create(in: database)
            let release = Gate()
            let order = Record()
            try await withThrowingTaskGroup { group in
                group.addTask { try await database.transaction { _ in await release.passage() } }
                try await eventually("the transaction that holds the connection") { database.statistics.inUse == 1 }
                for number in 1...5 {
                    group.addTask {
                        try await database.transaction { _ in order.append(number) }
                    }
                    try await eventually("waiter \(number)") { database.statistics.waiting == number }
                }
                release.open()
                try await group.waitForAll()
            }
            try expect(order.entries, is: [1, 2, 3, 4, 5], "the order of service")
        },
        Check(
            "a task that gets no connection in time is told so, and the pool recovers",
            options: .init(poolTimeout: .milliseconds(200))
        ) { database in
            try await ConformanceSchema.create(in: database)
            let release = Gate()
            let refused = Record()
            let served = Record()
            let tasks = database.statistics.capacity + 1
            try await withThrowingTaskGroup { group in
                for number in 0..<tasks {
                    group.addTask {
                        do {
                            try await database.transaction { _ in await release.passage() }
                            served.append(number)
                        } catch let error as DatabaseError where error.code == .poolExhausted {
                            refused.append(number)
                        }
                    }
                }
                try await eventually("a refusal") { !refused.entries.isEmpty }
                release.open()
                try await group.waitForAll()
            }
            try expect(refused.entries.count + served.entries.count, is: tasks, "tasks with an answer")
            try expect(!served.entries.isEmpty, "a task was served")
            try await database.execute(ConformanceStatements.addAuthor(1, "ada@x"))
            try expect(try await database.authorCount(), is: 1, "rows after the pool recovered")
        },
        Check("a cancelled task stops waiting for a connection", options: .init(poolSize: 1)) { database in
            try await ConformanceSchema.create(in: database)
            let release = Gate()
            let holder = Task { try await database.transaction { _ in await release.passage() } }
            try await eventually("the transaction that holds the connection") { database.statistics.inUse == 1 }
            let waiter = Task { try await database.authorCount() }
            try await eventually("the waiter") { database.statistics.waiting == 1 }
            waiter.cancel()
            try await expectFailure(.cancelled, of: "a cancelled wait") { try await waiter.value }
            try expect(database.statistics.waiting, is: 0, "tasks waiting after the cancellation")
            release.open()
            try await holder.value
            try expect(try await database.authorCount(), is: 0, "rows read afterwards")
        },
        Check("a cancelled task ends its running statement") { database in
            try await ConformanceSchema.create(in: database)
            let runner = Task { try await database.first(ConformanceStatements.endless) }
            try await eventually("the statement") { database.statistics.inUse == 1 }
            runner.cancel()
            try await expectFailure(.cancelled, of: "a cancelled statement") { try await runner.value }
            try expect(try await database.authorCount(), is: 0, "rows read afterwards")
        },
        Check(
            "a statement that runs too long is ended", options: .init(statementTimeout: .seconds(1))
        ) { database in
            try await ConformanceSchema.create(in: database)
            try await expectFailure(.timeout, of: "an endless statement") {
                try await database.first(ConformanceStatements.endless)
            }
            try await expectFailure(.timeout, of: "an endless statement in a transaction") {
                try await database.transaction { transaction in
                    try await transaction.execute(ConformanceStatements.addAuthor(1, "ada@x"))
                    return try await transaction.first(ConformanceStatements.endless)
                }
            }
            try expect(try await database.authorCount(), is: 0, "rows read afterwards")
        },
        Check("a failed or cancelled transaction leaves a clean connection", options: .init(poolSize: 1)) { database in
            try await ConformanceSchema.create(in: database)
            for id in 1...20 as ClosedRange<Int64> {
                let task = Task {
                    try await database.transaction { transaction in
                        try await transaction.execute(ConformanceStatements.addAuthor(id, "\(id)@x"))
                        withUnsafeCurrentTask { $0?.cancel() }
                        _ = try await transaction.authorCount()
                        throw CancellationError()
                    }
                }
                let result = await task.result
                try expect((try? result.get()) == nil, "a cancelled transaction throws")
                try expect(database.statistics.inUse, is: 0, "connections in use")
                try expect(try await database.authorCount(), is: 0, "rows after the rollback")
            }
        },
    ]
}
