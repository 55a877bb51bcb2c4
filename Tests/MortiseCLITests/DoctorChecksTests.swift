#if CLI
import Mortise
import MortiseArgon2
import MortiseSQL
import Testing

@testable import MortiseCLI

/// Single checks of `mortise doctor`, where the world around is not to be had as needed.
struct DoctorChecksTests {
    private struct FixedClock: WallClock { let now: Instant }

    @Test func `a clock behind what is stored fails`() async throws {
        let folder = try TemporaryFolder()
        let made = try await CommandProcess.run(
            "user", "create", "ada@example.com", in: folder,
            environment: ["MORTISE_ARGON2_MEMORY_KIB": "8", "MORTISE_ARGON2_ITERATIONS": "1"],
            input: "correct horse battery\n")
        try #require(made.status == 0, "\(made.errors)")
        let configuration = try Configuration.of([
            "MORTISE_DATA": folder.path + "/data", "MORTISE_ARGON2_MEMORY_KIB": "8", "MORTISE_ARGON2_ITERATIONS": "1",
        ])
        let installation = await Installation.open(configuration)
        let now = SystemClock().now
        let right = await ClockCheck(clock: FixedClock(now: now)).findings(in: installation)
        let behind = await ClockCheck(clock: FixedClock(now: now - .seconds(3600))).findings(in: installation)
        await installation.close()
        #expect(right.map(\.state) == [.ok])
        #expect(behind.map(\.state) == [.failed] && behind.first?.fix?.contains("timedatectl") == true)
    }

    @Test(arguments: [
        // seconds, memory, passes, state, words
        (0.1, 19_456, 2, Finding.State.ok, ""),
        (0.02, 19_456, 2, .ok, ""),
        (0.005, 19_456, 2, .warning, "could afford more"),
        (2.0, 1_048_576, 2, .warning, "logins wait"),
        (2.0, 19_456, 2, .warning, "faster cores"),
        (0.1, 19_456, 1, .warning, "OWASP"),
        (0.1, 12_288, 3, .ok, ""),
        (0.1, 12_287, 3, .warning, "OWASP"),
    ])
    func `a hash is judged by its time and by the minimum`(
        seconds: Double, memory: Int, passes: Int, state: Finding.State, words: String
    ) throws {
        let parameters = try Argon2Parameters(memoryKiB: memory, iterations: passes)
        let finding = HashingCost(parameters: parameters, seconds: seconds, target: .milliseconds(100)).finding
        #expect(finding.state == state)
        #expect("\(finding.text) \(finding.fix ?? "")".contains(words) || words.isEmpty)
    }

    @Test func `the suggested memory meets the target and never falls below the minimum`() throws {
        func suggestion(_ seconds: Double, _ memory: Int, _ passes: Int) throws -> Int {
            HashingCost(
                parameters: try Argon2Parameters(memoryKiB: memory, iterations: passes), seconds: seconds,
                target: .milliseconds(100)
            ).suggestedMemory
        }
        #expect(try suggestion(0.01, 20_480, 2) == 204_800)
        #expect(try suggestion(10, 1_048_576, 2) == 19_456)
        #expect(try suggestion(0, 8, 1) == 390 * 1024)
        #expect(try suggestion(0, 1_048_576, 64) == 1_048_576)
    }

    @Test(arguments: [
        ("Connection refused", "Start the database server"),
        ("unsupported startup parameter: options", "MORTISE_PREPARED_STATEMENTS=off"),
        ("the certificate is old; renew it", "Renew it."),
    ])
    func `a server that cannot be opened is told with its remedy`(message: String, fix: String) async throws {
        let configuration = try Configuration.of(["MORTISE_DATABASE_URL": "postgres://u@localhost/d"])
        let installation = Installation(configuration, .failed(DatabaseError(.unavailable, message)))
        let findings = await DatabaseCheck().findings(in: installation)
        #expect(findings.map(\.state) == [.failed] && findings[0].fix?.contains(fix) == true)
    }

    @Test func `what is to be done stands behind the semicolon`() {
        let known = Finding.failed(saying: "it is broken; mend it", otherwise: "Look.")
        #expect(known.text == "it is broken" && known.fix == "Mend it.")
        let unknown = Finding.failed(saying: "it is broken", otherwise: "Look.")
        #expect(unknown.text == "it is broken" && unknown.fix == "Look.")
    }
}
#endif
