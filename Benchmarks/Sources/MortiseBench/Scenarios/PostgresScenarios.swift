import CReference
import MortiseSQL

/// PostgreSQL, beside raw libpq and pgbench on the same database.
enum PostgresScenarios {
    static var all: [Scenario<PostgresStage>] {
        [false, true].flatMap { onExecutor in
            [
                lookup(tasks: 1, connections: 1, target: 0.9, onExecutor),
                lookup(tasks: 16, connections: 4, target: 1.1, onExecutor), crowd(onExecutor), insert(onExecutor),
            ]
        }
    }

    private static func lookup(
        tasks: Int, connections: Int, target: Double, _ onExecutor: Bool
    ) -> Scenario<PostgresStage> {
        let name = name("Postgres session lookup, \(tasks.counted("task"))", onExecutor)
        let reference = "C libpq, \(connections.counted("thread"))"
        return Scenario(
            name: name,
            comparisons: [Comparison(name: name, measure: .rate, reference: .variant(reference), target: target)]
        ) { stage in
            let sql = try SessionLookup.byToken.template.text(for: PostgresDialect())
            return [
                mortiseLookup(tasks: tasks, stage, onExecutor),
                try .raw(
                    reference,
                    stage.keys.withReference { reference_postgres_lookup(stage.url, sql, $0, Int32(connections)) }),
            ]
        }
    }

    /// Many tasks at once: the rate beside pgbench, the processor time beside libpq's pipeline mode.
    private static func crowd(_ onExecutor: Bool) -> Scenario<PostgresStage> {
        let name = name("Postgres session lookup, 256 tasks", onExecutor)
        let bench = "pgbench, 8 clients"
        let pipeline = "C libpq pipeline"
        return Scenario(
            name: name,
            comparisons: [
                Comparison(name: name, measure: .rate, reference: .variant(bench), target: 3),
                Comparison(
                    name: Self.name("Postgres lookup CPU, 256 tasks", onExecutor), measure: .cpu,
                    reference: .variant(pipeline), target: 2.5),
                Comparison(
                    name: Self.name("Postgres lookup p99, 256 tasks", onExecutor), measure: .p99, reference: .ownMedian,
                    target: 20),
            ]
        ) { stage in
            let sql = try SessionLookup.byToken.template.text(for: PostgresDialect())
            var variants = [
                mortiseLookup(tasks: 256, stage, onExecutor),
                try .raw(
                    pipeline, stage.keys.withReference { reference_postgres_pipeline(stage.url, sql, $0, 2, 128) }),
            ]
            if let pgbench = Pgbench() {
                variants.append(
                    try pgbench.variant(
                        bench, script: script(sql, sessions: stage.keys.sessions), clients: 8, url: stage.url,
                        in: stage.folder))
            }
            return variants
        }
    }

    private static func insert(_ onExecutor: Bool) -> Scenario<PostgresStage> {
        let name = name("Postgres durable insert, 64 tasks", onExecutor)
        let reference = "C libpq, 8 threads"
        return Scenario(
            name: name,
            comparisons: [Comparison(name: name, measure: .rate, reference: .variant(reference), target: 1.5)]
        ) { stage in
            let sql = try AuditInsert.sql(for: PostgresDialect())
            return [
                .tasks(64, on: onExecutor ? stage.executor : nil) { [database = stage.database] random in
                    try await database.execute(AuditInsert.statement(id: random.makeID()))
                },
                try .raw(
                    reference,
                    AuditInsert.withReferenceValues(moment: .text(Sample.momentText)) {
                        reference_postgres_insert(stage.url, sql, $0, $1, 8)
                    }),
            ]
        }
    }

    /// With the tasks where all tasks run, or on the threads that wait for the server.
    private static func name(_ work: String, _ onExecutor: Bool) -> String {
        onExecutor ? "\(work), database.executor" : work
    }

    private static func mortiseLookup(tasks: Int, _ stage: PostgresStage, _ onExecutor: Bool) -> Variant {
        .tasks(tasks, on: onExecutor ? stage.executor : nil) { [database = stage.database, keys = stage.keys] random in
            try await SessionLookup.run(keys.random(using: &random), on: database)
        }
    }

    /// The statement for pgbench, which has no byte strings: the server makes the digest.
    private static func script(_ sql: String, sessions: Int) -> String {
        let digest = "sha256(convert_to(CAST(:number AS text), 'UTF8'))"
        return "\\set number random(0, \(sessions - 1))\n\(sql.replacing("$1", with: digest));\n"
    }
}
