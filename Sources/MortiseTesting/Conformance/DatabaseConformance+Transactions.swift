import MortiseSQL

extension DatabaseConformance {
    private struct Refusal: Error, Equatable {}

    static let transactionChecks: [Check] = [
        Check("a transaction sees its own writes, and others see them once it is committed") { database in
            try await ConformanceSchema.create(in: database)
            let seen = try await database.transaction { transaction in
                try await transaction.execute(ConformanceStatements.addAuthor(1, "ada@x"))
                return try await transaction.authorCount()
            }
            try expect(seen, is: 1, "rows within the transaction")
            try expect(try await database.authorCount(), is: 1, "rows after it")
        },
        Check("a thrown error rolls back, and reaches the caller") { database in
            try await ConformanceSchema.create(in: database)
            do {
                try await database.transaction { transaction in
                    try await transaction.execute(ConformanceStatements.addAuthor(1, "ada@x"))
                    throw Refusal()
                }
                throw ConformanceFailure("an error thrown in a transaction did not reach the caller")
            } catch is Refusal {}
            try expect(try await database.authorCount(), is: 0, "rows after a rollback")
            try expect(
                try await database.execute(ConformanceStatements.addAuthor(1, "ada@x")), is: 1,
                "rows inserted after a rollback")
        },
        Check("CommitThenThrow keeps what was written and throws its error") { database in
            try await ConformanceSchema.create(in: database)
            do {
                try await database.transaction { transaction in
                    try await transaction.execute(ConformanceStatements.addAuthor(1, "ada@x"))
                    throw CommitThenThrow(Refusal())
                }
                throw ConformanceFailure("the error of CommitThenThrow did not reach the caller")
            } catch is Refusal {}
            try expect(try await database.authorCount(), is: 1, "rows after CommitThenThrow")
        },
        Check("after a failed statement a transaction can only roll back") { database in
            try await ConformanceSchema.create(in: database)
            try await expectFailure(
                .uniqueViolation(constraint: "authors_pkey"), of: "a transaction that swallowed an error"
            ) {
                try await database.transaction { transaction in
                    try await transaction.execute(ConformanceStatements.addAuthor(1, "ada@x"))
                    try await expectFailure(.uniqueViolation(constraint: "authors_pkey"), of: "the failing insert") {
                        try await transaction.execute(ConformanceStatements.addAuthor(1, "bob@x"))
                    }
                    try await expectFailure(.transactionAborted, of: "a statement after it") {
                        try await transaction.execute(ConformanceStatements.addAuthor(2, "eve@x"))
                    }
                }
            }
            try expect(try await database.authorCount(), is: 0, "rows after the aborted transaction")
        },
        Check("a read transaction refuses writes, also those declared as reads") { database in
            try await ConformanceSchema.create(in: database)
            try await expectFailure(.readOnly, of: "a write in a read transaction") {
                try await database.transaction(.read) { transaction in
                    try await transaction.execute(ConformanceStatements.addAuthor(1, "ada@x"))
                }
            }
            let disguised = Raw(
                SQLFragment(unsafeRaw: "DELETE FROM authors RETURNING id"), returning: Projection(authors.id))
            try await database.execute(ConformanceStatements.addAuthor(1, "ada@x"))
            try await expectFailure(
                "read-only or misuse", of: "a disguised write in a read transaction",
                where: { $0 == .readOnly || $0 == .misuse }
            ) {
                try await database.transaction(.read) { transaction in
                    try await transaction.all(Statement(once: "conformance.disguised", disguised))
                }
            }
            try expect(try await database.authorCount(), is: 1, "rows afterwards")
        },
        Check("a transaction is dead once its closure has returned") { database in
            try await ConformanceSchema.create(in: database)
            let escaped = try await database.transaction { $0 }
            try await expectFailure(.misuse, of: "a statement in an ended transaction") {
                try await escaped.authorCount()
            }
        },
        Check("within a transaction a task gets no second connection") { database in
            try await ConformanceSchema.create(in: database)
            try await database.transaction { transaction in
                try await expectFailure(.misuse, of: "a statement beside the transaction") {
                    try await database.authorCount()
                }
                try await expectFailure(.misuse, of: "a transaction within a transaction") {
                    try await database.transaction(.read) { try await $0.authorCount() }
                }
                try await transaction.execute(ConformanceStatements.addAuthor(1, "ada@x"))
            }
            try expect(try await database.authorCount(), is: 1, "rows after the refusals")
        },
        Check("a session runs several transactions and single statements") { database in
            try await ConformanceSchema.create(in: database)
            let seen = try await database.session(.write) { session in
                _ = try await session.transaction { try await $0.execute(ConformanceStatements.addAuthor(1, "ada@x")) }
                try await session.execute(ConformanceStatements.addAuthor(2, "bob@x"))
                try await session.lockMigrations(timeout: .seconds(1))
                _ = try await session.transaction { try await $0.execute(ConformanceStatements.addAuthor(3, "eve@x")) }
                try await session.unlockMigrations()
                return try await session.authorCount()
            }
            try expect(seen, is: 3, "rows seen by the session")
        },
        Check("a read transaction sees one snapshot") { database in
            try await ConformanceSchema.create(in: database)
            let hasRead = Gate()
            let hasWritten = Gate()
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try await database.transaction(.read) { transaction in
                        try expect(try await transaction.authorCount(), is: 0, "rows at first")
                        hasRead.open()
                        // Where one connection does everything, the writer waits for this transaction instead.
                        try await eventually("the write") { hasWritten.isOpen || database.statistics.waiting > 0 }
                        try expect(try await transaction.authorCount(), is: 0, "rows after another's commit")
                    }
                }
                group.addTask {
                    await hasRead.passage()
                    try await database.execute(ConformanceStatements.addAuthor(1, "ada@x"))
                    hasWritten.open()
                }
                try await group.waitForAll()
            }
            try expect(try await database.authorCount(), is: 1, "rows afterwards")
        },
    ]
}
