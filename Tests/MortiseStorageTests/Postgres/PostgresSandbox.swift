#if Postgres
import Glibc
import MortiseSQL
import Synchronization

@testable import MortisePostgres

/// A database of a test's own on the server that `Scripts/with-postgres` provides.
struct PostgresSandbox {
    static let reason = "needs MORTISE_TEST_POSTGRES_URL: run the tests with Scripts/with-postgres"

    static var isAvailable: Bool { url != nil }

    private static var url: String? { getenv("MORTISE_TEST_POSTGRES_URL").map { String(cString: $0) } }
    private static var tcpURL: String? { getenv("MORTISE_TEST_POSTGRES_TCP_URL").map { String(cString: $0) } }

    let name: String
    /// Over the socket.
    let connectionString: String
    /// Over TCP, with a password.
    let tcpConnectionString: String

    /// Makes a database, lends it, and drops it.
    static func run(_ body: (PostgresSandbox) async throws -> Void) async throws {
        let url = url ?? ""
        let name = "mortise_\(getpid())_\(UInt32.random(in: 0 ... .max))"
        let sandbox = PostgresSandbox(
            name: name, connectionString: replacingDatabase(in: url, by: name),
            tcpConnectionString: replacingDatabase(in: tcpURL ?? "", by: name))
        try await sandbox.administer("CREATE DATABASE \(name)")
        do {
            try await body(sandbox)
        } catch {
            try await sandbox.administer("DROP DATABASE \(name) WITH (FORCE)")
            throw error
        }
        try await sandbox.administer("DROP DATABASE \(name) WITH (FORCE)")
    }

    /// Makes a database with an open pool.
    static func run(
        _ configure: (inout PostgresConfiguration) -> Void = { _ in },
        _ body: (PostgresDatabase, PostgresSandbox) async throws -> Void
    ) async throws {
        try await run { sandbox in
            let database = try await sandbox.open(configure)
            do {
                try await body(database, sandbox)
            } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }

    func open(_ configure: (inout PostgresConfiguration) -> Void = { _ in }) async throws -> PostgresDatabase {
        var configuration = PostgresConfiguration(connectionString)
        configure(&configuration)
        return try await PostgresDatabase.open(configuration)
    }

    /// Runs SQL from outside, on the server's own database.
    func administer(_ text: String) async throws {
        var configuration = PostgresConfiguration(Self.url ?? "")
        configuration.poolSize = 1
        configuration.statementTimeout = nil
        let admin = try await PostgresDatabase.open(configuration)
        defer { Task { await admin.close() } }
        try await admin.execute(text)
    }

    /// Ends every connection to this database at the server.
    func terminateConnections() async throws {
        try await administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)'")
    }

    private static func replacingDatabase(in url: String, by name: String) -> String {
        guard let range = url.ranges(of: "/postgres").last else { return url }
        return url.replacingCharacters(in: range, with: "/\(name)")
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}

extension PostgresDatabase {
    /// Runs SQL made at run time.
    @discardableResult
    func execute(_ text: String) async throws -> QueryResult {
        let wire = try await pool.lease()
        let connection = PostgresConnection(wire)
        let reply = await wire.run(.text(text))
        pool.release(await connection.giveBack() ? wire : nil)
        return try reply.result(mayCommit: true)
    }
}

/// Waits until a condition holds.
///
/// - Returns: Whether it did within ten seconds.
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
    let deadline = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        await Task.yield()
    }
    return false
}

/// Statements without a table.
enum Probe {
    /// Gives its input back.
    static let echo = Query("probe.echo") { (number: Parameter<Int64>) in
        read(SQLFragment(unsafeRaw: "SELECT $1::bigint"), Int64.self, number)
    }
    /// Divides: fails for 0.
    static let hundredDividedBy = Query("probe.divide") { (number: Parameter<Int64>) in
        read(SQLFragment(unsafeRaw: "SELECT 100 / $1::bigint"), Int64.self, number)
    }
    /// The same as a scan, so that it does not share a connection.
    static let scan = Query("probe.scan", isScan: true) { (number: Parameter<Int64>) in
        read(SQLFragment(unsafeRaw: "SELECT $1::bigint"), Int64.self, number)
    }
    /// Sleeps that many milliseconds on a connection of its own.
    static let sleep = Query("probe.sleep", isScan: true) { (milliseconds: Parameter<Int64>) in
        read(SQLFragment(unsafeRaw: "SELECT 1::bigint FROM pg_sleep($1::bigint / 1000.0)"), Int64.self, milliseconds)
    }
    /// The same on a shared connection.
    static let sharedSleep = Query("probe.shared_sleep") { (milliseconds: Parameter<Int64>) in
        read(SQLFragment(unsafeRaw: "SELECT 1::bigint FROM pg_sleep($1::bigint / 1000.0)"), Int64.self, milliseconds)
    }

    static func read<Value: SQLConvertible, Input>(
        _ fragment: SQLFragment, _: Value.Type, _ parameter: Parameter<Input>
    ) -> Raw<Value> {
        Raw(fragment, returning: Projection(Expression<Value>(unsafeRaw: fragment)))
    }
}

struct Things: Table {
    static let name = "things"
    let id = column("id", Int64.self)
    let label = column("label", String.self)

    static let definition = """
        CREATE TABLE things (
            id bigint CONSTRAINT things_pkey PRIMARY KEY,
            label text NOT NULL CONSTRAINT things_label_key UNIQUE,
            parent bigint CONSTRAINT things_parent_fkey REFERENCES things,
            CONSTRAINT things_label_check CHECK (label <> 'bad'))
        """
    static let things = Things()
    static let insert = Query("things.insert") { (id: Parameter<Int64>, label: Parameter<String>) in
        Insert(into: things, [things.id.set(to: id), things.label.set(to: label)])
    }
    static let rename = Query("things.rename") { (id: Parameter<Int64>, label: Parameter<String>) in
        Update(things, set: [things.label.set(to: label)], where: things.id == id)
    }
    static let label = Query("things.label") { (id: Parameter<Int64>) in
        Select(Projection(things.label), from: things).where(things.id == id)
    }
    static let count = Query("things.count", isScan: true) {
        Select(Projection(MortiseSQL.count()), from: things)
    }
}
#endif
