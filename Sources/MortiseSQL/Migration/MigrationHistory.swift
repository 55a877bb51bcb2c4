import struct FoundationEssentials.UUID

/// The records that the runner keeps: what is applied now, and everything that was ever done.
enum MigrationHistory {
    struct Records: Table {
        static let name = "mortise_migrations"
        let component = column("component", String.self)
        let number = column("number", Int64.self)
        let name = column("name", String.self)
        let checksum = column("checksum", String.self)
        let engineVersion = column("engine_version", String.self)
        let startedAt = column("started_at", Instant.self)
        let finishedAt = column("finished_at", Instant?.self)
    }

    struct Events: Table {
        static let name = "mortise_migration_history"
        let id = column("id", UUID.self)
        let component = column("component", String.self)
        let number = column("number", Int64.self)
        let name = column("name", String.self)
        let action = column("action", String.self)
        let checksum = column("checksum", String.self)
        let engineVersion = column("engine_version", String.self)
        let startedAt = column("started_at", Instant.self)
        let finishedAt = column("finished_at", Instant.self)
    }

    static let records = Records()
    static let events = Events()

    /// The runner's own tables. It makes them itself, so they are part of no migration.
    static let tables = [
        TableDefinition(
            "mortise_migrations",
            columns: [
                ColumnDefinition("component", .text), ColumnDefinition("number", .int64),
                ColumnDefinition("name", .text), ColumnDefinition("checksum", .text),
                ColumnDefinition("engine_version", .text), ColumnDefinition("started_at", .instant),
                ColumnDefinition("finished_at", .instant).nullable,
            ],
            primaryKey: ["component", "number"]),
        TableDefinition(
            "mortise_migration_history",
            columns: [
                ColumnDefinition("id", .uuid), ColumnDefinition("component", .text), ColumnDefinition("number", .int64),
                ColumnDefinition("name", .text), ColumnDefinition("action", .text), ColumnDefinition("checksum", .text),
                ColumnDefinition("engine_version", .text), ColumnDefinition("started_at", .instant),
                ColumnDefinition("finished_at", .instant),
            ],
            primaryKey: ["id"],
            checks: [
                CheckDefinition(
                    "mortise_migration_history_action_check", column: "action", isOneOf: ["up", "down", "repair"])
            ]),
    ]

    static let all = Query("migrations.all", isScan: true) {
        Select(
            Projection(
                records.component, records.number, records.name, records.checksum, records.engineVersion,
                records.startedAt, records.finishedAt,
                as: {
                    AppliedMigration(
                        component: $0, number: Int($1), name: $2, checksum: $3, engineVersion: $4, startedAt: $5,
                        finishedAt: $6)
                }), from: records
        ).order(by: records.component).order(by: records.number)
    }

    /// Records that a migration began, or that it ended where `finished` is given.
    static let record = Query("migrations.record") {
        (
            component: Parameter<String>, number: Parameter<Int64>, name: Parameter<String>,
            checksum: Parameter<String>,
            version: Parameter<String>, started: Parameter<Instant>, finished: Parameter<Instant?>
        ) in
        Insert(
            into: records,
            [
                records.component.set(to: component), records.number.set(to: number), records.name.set(to: name),
                records.checksum.set(to: checksum), records.engineVersion.set(to: version),
                records.startedAt.set(to: started), records.finishedAt.set(to: finished),
            ]
        ).onConflict(
            ["component", "number"],
            update: [
                records.name.set(to: records.name.excluded), records.checksum.set(to: records.checksum.excluded),
                records.engineVersion.set(to: records.engineVersion.excluded),
                records.finishedAt.set(to: records.finishedAt.excluded),
            ])
    }

    static let remove = Query("migrations.remove") { (component: Parameter<String>, number: Parameter<Int64>) in
        Delete(from: records, where: records.component == component && records.number == number)
    }

    static let log = Query("migrations.log") {
        (
            id: Parameter<UUID>, component: Parameter<String>, number: Parameter<Int64>, name: Parameter<String>,
            action: Parameter<String>, checksum: Parameter<String>, version: Parameter<String>,
            started: Parameter<Instant>, finished: Parameter<Instant>
        ) in
        Insert(
            into: events,
            [
                events.id.set(to: id), events.component.set(to: component), events.number.set(to: number),
                events.name.set(to: name), events.action.set(to: action), events.checksum.set(to: checksum),
                events.engineVersion.set(to: version), events.startedAt.set(to: started),
                events.finishedAt.set(to: finished),
            ])
    }

    static let templates = [all.template, record.template, remove.template, log.template]
}
