#if Postgres
import MortiseSQL
import Testing

@testable import MortisePostgres

/// How connection strings are read. What they leave open comes from the environment, which these tests do not change: so
/// each names what it is about.
struct ConnectionStringTests {
    @Test(arguments: [
        "postgres://u@localhost/d?sslmode=prefer", "postgresql://u@LOCALHOST:5433/d?sslmode=prefer",
        "postgres://u@127.0.0.1/d?sslmode=prefer", "postgres://u@127.9.9.9/d?sslmode=prefer",
        "postgres://u@[::1]:5432/d?sslmode=prefer", "postgres://%2Fvar%2Frun%2Fpostgresql/d?sslmode=prefer",
        "postgres:///d?host=/run/postgresql&sslmode=disable", "postgres://u@localhost,127.0.0.1/d?sslmode=prefer",
        "host=localhost dbname=d sslmode=prefer", "host='/tmp' sslmode=prefer", "host=@abstract sslmode=prefer",
        "hostaddr=127.0.0.1 host=db.example.com sslmode=prefer",
        "postgres://db.example.com/d?sslmode=verify-full", "host=db.example.com sslmode = 'verify-full'",
        "postgres://db.example.com/d?sslmode=verify%2Dfull",
        "postgres://db.example.com/d?sslmode=require&sslmode=verify-full",
        "service=nowhere sslmode=verify-full",
    ])
    func `a way that stays here, or whose end is proved, need not be trusted`(text: String) {
        #expect(!PostgresConfiguration(text).trustsNetwork)
    }

    @Test(arguments: [
        "postgres://u@localhost.example.com/d?sslmode=prefer", "postgres://u@127.0.0.1.example.com/d?sslmode=prefer",
        "postgres://u@db.example.com/d?sslmode=require", "postgres://u@db.example.com/d?sslmode=verify-ca",
        "postgres://u@db.example.com/d?application_name=sslmode=verify-full&sslmode=prefer",
        "postgres://u:sslmode=verify-full@db.example.com/d?sslmode=prefer",
        "postgres://u@db.example.com/sslmode=verify-full?sslmode=prefer",
        "postgres://u@localhost,db.example.com/d?sslmode=prefer", "postgres://u@[::2]/d?sslmode=prefer",
        "postgres://u@localhost/d?host=db.example.com&sslmode=prefer",
        "postgres://u@localhost/d?hostaddr=192.0.2.1&sslmode=prefer",
        "host=db.example.com dbname=d sslmode=prefer", "host=localhost hostaddr=192.0.2.1 sslmode=require",
        "postgres://db.example.com/d?sslmode=verify-full&sslmode=require", "service=nowhere sslmode=prefer",
        "host=128.0.0.1 sslmode=prefer", "nonsense", "postgres://[::1/d",
    ])
    func `a way that leads elsewhere unproved is trusted`(text: String) {
        #expect(PostgresConfiguration(text).trustsNetwork)
    }

    @Test func `what is given can be read, and a malformed string is refused without being quoted`() throws {
        let url = try ConnectionString("postgres://u:p%40ss@h:5/d?options=-c%20geqo%3Doff")
        #expect(url["user"] == "u" && url["password"] == "p@ss" && url["options"] == "-c geqo=off")
        #expect(try ConnectionString("host=h user=u")["host"] == "h" && ConnectionString("host=h")["port"] == nil)
        #expect {
            _ = try ConnectionString("canary")
        } throws: { error in
            (error as? DatabaseError)?.code == .misuse && !"\(error)".contains("canary")
        }
    }
}

@Suite(.enabled(if: PostgresSandbox.isAvailable, Comment(rawValue: PostgresSandbox.reason)))
struct PostgresReadOnlyTests {
    @Test func `a database that is opened to be read refuses writes`() async throws {
        try await PostgresSandbox.run { (sandbox) async throws in
            let database = try await sandbox.open { $0.isReadOnly = true }
            #expect(
                try await database.all(Statement(once: "one", Raw(.sql("SELECT 1"), returning: Self.number))) == [1])
            await #expect(throws: DatabaseError(.readOnly, "")) {
                try await database.execute(Statement(once: "make", Raw(.sql("CREATE TABLE t (id int)"))))
            }
            await database.close()
        }
    }

    private static var number: Projection<Int64> { Projection(Expression<Int64>(unsafeRaw: .sql("number"))) }
}
#endif
