#if Postgres
public import MortiseSQL

extension DatabaseSource {
    /// A PostgreSQL database, by a connection string as libpq takes it: a URL or `keyword=value` pairs; what it leaves
    /// out comes from the `PG*` variables.
    public static func postgres(_ connectionString: String) -> DatabaseSource {
        postgres(PostgresConfiguration(connectionString))
    }

    /// A PostgreSQL database.
    public static func postgres(_ configuration: PostgresConfiguration) -> DatabaseSource {
        DatabaseSource { () throws(DatabaseError) in try await PostgresDatabase.open(configuration) }
    }
}
#endif
