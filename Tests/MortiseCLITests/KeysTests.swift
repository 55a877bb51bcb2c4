#if CLI
import Foundation
import Mortise
import Testing

@testable import MortiseCLI

/// `mortise keys`, run as an operator does.
struct KeysTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(_ arguments: String..., environment: [String: String] = [:], input: String = "") async throws
        -> CommandProcess.Result
    {
        let cheap = [
            "MORTISE_ARGON2_MEMORY_KIB": "8", "MORTISE_ARGON2_ITERATIONS": "1", "MORTISE_ARGON2_THREADS": "1",
        ]
        return try await CommandProcess(
            arguments, in: folder, environment: cheap.merging(environment) { $1 }, input: input
        ).result()
    }

    private func makeAccounts() async throws {
        for name in ["ada", "bob"] {
            let made = try await run(
                "user", "create", "\(name)@example.com", "--verified", input: "correct horse battery\n")
            try #require(made.status == 0, "\(made.errors)")
        }
    }

    @Test func `one command rotates a stopped service, and asks before`() async throws {
        try await makeAccounts()
        let asked = try await run("keys", "rotate", "--json")
        #expect(try asked.status == 1 && asked.document()["error"]?["code"] == "unconfirmed")
        let rotated = try await run("keys", "rotate", "--yes", "--json")
        #expect(rotated.status == 0, "\(rotated.errors)")
        let answer = try rotated.document()
        #expect(answer["key"] == 2 && answer["is_new"] == true && answer["complete"] == true && answer["moved"] == 2)
        #expect(answer["status"]?["needs_rotation"] == false)
        #expect(try folder.mode(of: "data/mortise.keys") == 0o600)
        #expect(rotated.errors.isEmpty, "no progress where there is no terminal")
        #expect(try await run("user", "show", "ada@example.com").status == 0)
        let dropped = try await run("keys", "drop", "1")
        #expect(dropped.status == 0, "\(dropped.errors)")
        let verified = try await run("verify")
        #expect(verified.status == 0, "\(verified.errors)")
        let status = try await run("keys", "status")
        #expect(status.output.contains("dropped") && status.output.contains("CAN BE DROPPED"))
        let again = try await run("keys", "rotate", "--yes", "--json")
        #expect(try again.document()["key"] == 3, "the number of a dropped key is not used again")
    }

    @Test func `step by step, each step says the next`() async throws {
        try await makeAccounts()
        let added = try await run("keys", "add", "--json")
        #expect(try added.status == 0 && added.document()["key"] == 2)
        let early = try await run("keys", "status", "--json").document()
        #expect(early["needs_rotation"] == false && early["keys"]?.arrayValue?.count == 2)
        #expect(early["keys"]?.arrayValue?.last?["can_be_dropped"] == true)
        #expect(try await run("keys", "activate").output.contains("keys rotate --no-new-key"))
        let waiting = try await run("keys", "status", "--json").document()
        #expect(waiting["needs_rotation"] == true)
        #expect(waiting["keys"]?.arrayValue?.first?["uses"]?["addresses"] == 2)
        let needed = try await run("keys", "drop", "1", "--json")
        #expect(try needed.status == 1 && needed.document()["error"]?["code"] == "conflict")
        // An unfinished rotation is gone on with, not begun anew.
        let rotated = try await run("keys", "rotate", "--json")
        #expect(try rotated.status == 0 && rotated.document()["is_new"] == false && rotated.document()["key"] == 2)
        #expect(try await run("keys", "rotate", "--no-new-key", "--json").document()["moved"] == 0)
        #expect(try await run("keys", "activate", "9").status == 1)
    }

    @Test func `a keyring that is in no file is changed by hand`() async throws {
        try await makeAccounts()
        let text = try String(contentsOfFile: folder.path + "/data/mortise.keys", encoding: .utf8)
        let key = try #require(text.split(separator: "\n").last)
        let inline = ["MORTISE_KEYRING": "inline:\(key)"]
        for command in ["rotate", "add", "activate"] {
            let result = try await run("keys", command, environment: inline)
            #expect(result.status == 1 && result.errors.contains("not in a file"))
            #expect(!result.errors.contains(key))
        }
        #expect(try await run("keys", "rotate", "--no-new-key", environment: inline).status == 0)
        #expect(try await run("keys", "status", environment: inline).status == 0)
    }
}
#endif
