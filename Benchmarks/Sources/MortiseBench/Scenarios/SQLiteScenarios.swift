import CReference
import Mortise
import MortiseSQL

/// SQLite in a file, beside raw C on the same file.
enum SQLiteScenarios {
    static var all: [Scenario<SQLiteStage>] {
        [
            lookup(tasks: 1, threads: 1, target: 0.8, peerTarget: 8),
            lookup(tasks: 256, threads: 2, target: 0.7, peerTarget: 4),
            authenticate, write(tasks: 1, target: 0.8), write(tasks: 256, target: 25),
        ]
    }

    private static func lookup(
        tasks: Int, threads: Int, target: Double, peerTarget: Double
    ) -> Scenario<SQLiteStage> {
        let name = "SQLite session lookup, \(tasks.counted("task"))"
        let raw = "raw C, \(threads.counted("thread"))"
        let peer = "GRDB pool.read"
        var comparisons = [
            Comparison(name: name, measure: .rate, reference: .variant(raw), target: target),
            Comparison(name: "\(name), GRDB", measure: .rate, reference: .variant(peer), target: peerTarget),
        ]
        if tasks > 1 {
            comparisons.append(
                Comparison(
                    name: "SQLite lookup p99, \(tasks) tasks", measure: .p99, reference: .ownMedian, target: 20))
        }
        return Scenario(name: name, comparisons: comparisons) { stage in
            let grdb = try GRDBLookup(
                path: stage.copy, sql: SessionLookup.byToken.template.text(for: SQLiteDialect()))
            return [
                .tasks(tasks) { [database = stage.auth.database, keys = stage.keys] random in
                    try await SessionLookup.run(keys.random(using: &random), on: database)
                },
                try rawLookup(raw, threads: threads, stage),
                .tasks(tasks, named: peer) { [keys = stage.keys] random in
                    try await grdb.run(keys.random(using: &random))
                },
            ]
        }
    }

    /// The whole flow: digest of the token, lookup, the address opened.
    private static var authenticate: Scenario<SQLiteStage> {
        let name = "SQLite authenticate, 1 task"
        let reference = "raw C lookup, 1 thread"
        return Scenario(
            name: name,
            comparisons: [Comparison(name: name, measure: .rate, reference: .variant(reference), target: nil)]
        ) { stage in
            [
                .tasks(1) { [auth = stage.auth, tokens = stage.tokens] random in
                    _ = try await auth.authenticate(tokens[Int.random(in: 0..<tokens.count, using: &random)])
                },
                try rawLookup(reference, threads: 1, stage),
            ]
        }
    }

    private static func write(tasks: Int, target: Double) -> Scenario<SQLiteStage> {
        let name = "SQLite durable write, \(tasks.counted("task"))"
        let reference = "raw C, 1 a commit"
        let limit = "raw C, \(tasks) a commit"
        var comparisons = [Comparison(name: name, measure: .rate, reference: .variant(reference), target: target)]
        if tasks > 1 {
            // What no grouping can exceed, however fast the disk is.
            comparisons.append(
                Comparison(name: "\(name), limit", measure: .rate, reference: .variant(limit), target: nil))
        }
        return Scenario(name: name, comparisons: comparisons) { stage in
            let sql = try AuditInsert.sql(for: SQLiteDialect())
            let moment = ReferenceValue.number(Sample.moment.microseconds)
            func raw(_ name: String, batch: Int) throws -> Variant {
                try .raw(
                    name,
                    AuditInsert.withReferenceValues(moment: moment) {
                        reference_sqlite_insert(stage.copy, sql, $0, $1, Int32(batch))
                    })
            }
            var variants = [
                Variant.tasks(tasks) { [database = stage.auth.database] random in
                    try await database.execute(AuditInsert.statement(id: random.makeID()))
                },
                try raw(reference, batch: 1),
            ]
            if tasks > 1 { variants.append(try raw(limit, batch: tasks)) }
            return variants
        }
    }

    private static func rawLookup(_ name: String, threads: Int, _ stage: SQLiteStage) throws -> Variant {
        let sql = try SessionLookup.byToken.template.text(for: SQLiteDialect())
        return try .raw(
            name, stage.keys.withReference { reference_sqlite_lookup(stage.copy, sql, $0, Int32(threads)) })
    }
}
