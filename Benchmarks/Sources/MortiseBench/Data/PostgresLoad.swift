import CReference
import Foundation

/// Fills the engine's tables in a PostgreSQL database, as a superuser, without the checks of foreign keys; indexes are
/// built at the end, from sorted data.
final class PostgresLoad {
    private static let batch = 100_000
    private let session: OpaquePointer

    /// Inserts so many users with a session each.
    static func run(_ url: String, rows: Int, progress: (_ loaded: Int) -> Void) throws {
        let load = try PostgresLoad(url)
        try load.execute(preparation)
        for start in stride(from: 0, to: rows, by: batch) {
            let end = min(start + batch, rows)
            let source = "FROM generate_series(\(start)::bigint, \(end - 1)) AS n"
            let moment = "TIMESTAMPTZ '\(Sample.momentText)'"
            try load.execute(
                SeedStatements.users(moment: moment, bytes: { "'\\x\($0)'::bytea" }, source: source))
            try load.execute(
                SeedStatements.sessions(moment: moment, end: "\(moment) + INTERVAL '30 days'", source: source))
            progress(end)
        }
        Progress.say("Postgres: building indexes")
        try load.execute(
            "DO $$ DECLARE kept record; BEGIN FOR kept IN SELECT * FROM kept_indexes LOOP EXECUTE kept.indexdef; "
                + "END LOOP; END $$")
        try load.execute("VACUUM (ANALYZE) users")
        try load.execute("VACUUM (ANALYZE) sessions")
        // So that none runs while something is measured.
        try load.execute("CHECKPOINT")
    }

    private init(_ url: String) throws {
        guard let session = reference_postgres_connect(url) else { throw ReferenceFailure(reason: "no memory") }
        self.session = session
    }

    deinit { reference_postgres_disconnect(session) }

    private func execute(_ sql: String) throws {
        if let reason = reference_postgres_execute(session, sql) {
            throw ReferenceFailure(reason: "filling the tables: \(String(cString: reason))")
        }
    }

    private static let preparation = """
        SET client_min_messages = error;
        SET session_replication_role = replica;
        SET synchronous_commit = off;
        SET maintenance_work_mem = '1GB';
        CREATE FUNCTION seed_id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
            SELECT (lpad(to_hex(1767225600000 + n), 12, '0') || '7' || substr(md5(kind || n), 1, 3) || '8'
                || substr(md5(kind || n), 4, 15))::uuid $$;
        CREATE FUNCTION seed_digest(n bigint) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
            SELECT sha256(convert_to(n::text, 'UTF8')) $$;
        CREATE TEMP TABLE kept_indexes AS SELECT indexname, indexdef FROM pg_indexes
            WHERE schemaname = current_schema() AND tablename IN ('users', 'sessions')
            AND indexname NOT IN (SELECT conname FROM pg_constraint);
        DO $$ DECLARE kept record; BEGIN FOR kept IN SELECT * FROM kept_indexes LOOP
            EXECUTE format('DROP INDEX %I', kept.indexname); END LOOP; END $$
        """
}
