#if CLI
import Mortise
import MortiseSQL
import MortiseSQLite
import Testing

@testable import MortiseCLI

/// `mortise migrate`, as a process.
struct MigrateTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func migrate(_ arguments: String...) async throws -> CommandProcess.Result {
        try await CommandProcess(["migrate"] + arguments, in: folder).result()
    }

    private func execute(_ sql: String) async throws {
        let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(folder.path + "/data/mortise.db")))
        try await database.execute(Statement(once: "test", Raw(.sql(sql))))
        await database.close()
    }

    @Test func `up, status, verify, down, and up again`() async throws {
        let count = AuthEngine.migrations.migrations.count
        let plan = try await migrate("plan", "--json")
        #expect(try plan.status == 3 && plan.document()["pending"]?.arrayValue?.count == count)
        let up = try await migrate("up", "--json")
        #expect(try up.status == 0 && up.document()["applied"]?.arrayValue?.count == count)
        #expect(up.errors.contains("1. up mortise 1 "), "progress goes to the standard error stream")
        #expect(try await migrate("plan").status == 0)
        let status = try await migrate("status", "--json")
        #expect(status.status == 0)
        let states = try #require(try status.document()["migrations"]?.arrayValue)
        #expect(states.count == count && states.allSatisfy { $0["state"] == "applied" })
        #expect(try await migrate("verify").status == 0)
        #expect(try await migrate("up").output == "Nothing was pending.\n")
        #expect(try await migrate("down", "--yes").output == "Undid 1.\n")
        #expect(try await migrate("status").status == 3)
        #expect(try await migrate("down", "--to", "0", "--yes").output == "Undid \(count - 1).\n")
        #expect(try await migrate("up", "--to", "1").output == "Applied 1.\n")
        #expect(try await migrate("up").status == 0)
    }

    @Test func `down asks, and without anybody to ask does nothing`() async throws {
        _ = try await migrate("up")
        let down = try await migrate("down", "--to", "0", "--json")
        #expect(try down.status == 1 && down.document()["error"]?["code"] == "unconfirmed")
        #expect(try await migrate("status").status == 0)
    }

    @Test func `drift is refused with 3 until it is repaired`() async throws {
        _ = try await migrate("up")
        try await execute("UPDATE mortise_migrations SET checksum = 'x' WHERE number = 1")
        for command in ["plan", "status", "up", "verify"] {
            #expect(try await migrate(command).status == 3, "\(command)")
        }
        let repair = try await migrate("repair", "--json")
        #expect(try repair.status == 0 && repair.document()["repaired"]?.arrayValue?.count == 1)
        #expect(try await migrate("verify").status == 0)
        #expect(try await migrate("repair").output == "Nothing had drifted.\n")
    }

    @Test func `a missing index is drift of the tables`() async throws {
        _ = try await migrate("up")
        try await execute("DROP TABLE sessions")
        let verify = try await migrate("verify", "--json")
        #expect(try verify.status == 3 && verify.document()["sound"] == false)
    }

    @Test func `a newer migration is refused with 3`() async throws {
        _ = try await migrate("up")
        try await execute(
            "UPDATE mortise_migrations SET number = 999 WHERE number = (SELECT max(number) FROM mortise_migrations)")
        #expect(try await migrate("up").status == 3)
    }

    @Test func `a lock that another process keeps exits with 4`() async throws {
        _ = try await migrate("up", "--to", "1")
        let database = try await SQLiteDatabase.open(SQLiteConfiguration(.file(folder.path + "/data/mortise.db")))
        let result = try await database.transaction(.write) { transaction in
            try await transaction.execute(
                Statement(once: "test", Raw(.sql("UPDATE mortise_migrations SET number = number"))))
            return try await migrate("up", "--lock-timeout", "0", "--json")
        }
        await database.close()
        #expect(try result.status == 4 && result.document()["error"]?["code"] == "locked")
    }

    @Test(arguments: ["sqlite", "postgres"]) func `the SQL is printed without a database`(dialect: String) async throws
    {
        let up = try await migrate("print", "--dialect", dialect)
        #expect(up.status == 0 && up.output.hasPrefix("-- 1 ") && up.output.contains("CREATE TABLE"))
        let down = try await migrate("print", "--dialect", dialect, "--down", "--json")
        let numbers = try down.document()["migrations"]?.arrayValue?.compactMap { $0["number"]?.integerValue }
        #expect(numbers == AuthEngine.migrations.migrations.map { Int64($0.number) }.reversed())
        #expect(!folder.exists("data"))
    }

    @Test func `the roles are printed with the names asked for, and nothing that is no name`() async throws {
        let script = try await migrate("print", "--roles")
        #expect(script.status == 0 && script.output.contains("mortise_owner") && script.output.contains("mortise_app"))
        #expect(script.output.contains("('user_audit_log', 'SELECT, INSERT')"))
        let named = try await migrate(
            "print", "--roles", "--json", "--owner-role", "auth_owner", "--app-role", "auth")
        let document = try named.document()
        #expect(document["owner"] == "auth_owner" && document["app"] == "auth")
        #expect(document["sql"]?.stringValue?.contains("mortise_app") == false)
        #expect(document["grants"]?.arrayValue?.contains { $0["table"] == "users" } == true)
        for wrong in [
            ["--app-role", "a'; DROP ROLE x; --"], ["--app-role", "mortise_owner"], ["--dialect", "sqlite"], ["--down"],
        ] {
            let result = try await CommandProcess(["migrate", "print", "--roles"] + wrong, in: folder).result()
            #expect(result.status == 2, "\(wrong)")
        }
        #expect(try await migrate("print").status == 2)
        #expect(!folder.exists("data"))
    }
}
#endif
