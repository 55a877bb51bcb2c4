/// Two databases of one kind, with many sessions and with few.
struct ScaleStage {
    let many: StoredSessions
    let few: StoredSessions

    static func withSQLite(many: Int, _ perform: (ScaleStage) async throws -> Void) async throws {
        try await StoredSessions.withSQLite(ScaleScenarios.few) { few in
            try await StoredSessions.withSQLite(many) { many in try await perform(ScaleStage(many: many, few: few)) }
        }
    }

    static func withPostgres(many: Int, _ perform: (ScaleStage) async throws -> Void) async throws {
        try await PostgresStage.with(rows: ScaleScenarios.few) { few in
            try await PostgresStage.with(rows: many) { many in
                try await perform(ScaleStage(many: many.sessions, few: few.sessions))
            }
        }
    }
}
