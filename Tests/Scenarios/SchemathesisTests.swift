#if CLI
import Foundation
import MortiseTesting
import Testing

/// Requests made up from the document that the server serves, good and bad ones, against the server itself.
struct SchemathesisTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    private static let settings = "\(root)/Tests/Scenarios/Schemathesis"
    private static let program = "\(root)/.build-schemathesis/bin/schemathesis"

    private static let runs = TestBackend.concurrent.map { ($0, false) } + [(TestBackend.sqliteFile, true)]

    @Test(arguments: runs)
    func `what the server answers is what its document says, and never an error of its own`(
        backend: TestBackend, hasLimits: Bool
    ) async throws {
        try #require(
            FileManager.default.isExecutableFile(atPath: Self.program), "run Scripts/install-dependencies test")
        try await backend.withStorage { storage in
            let installation = try Installation(
                storage, settings: ["MORTISE_RATE_LIMITS": hasLimits ? "on" : "off"])
            let server = try await installation.serve()
            let base = "http://127.0.0.1:\(server.port)"
            // What covers every corner of the schemas takes most of the time.
            let phases = "examples,fuzzing,stateful"
            let examples = Soak.size(hasLimits ? 1 : 4, soak: hasLimits ? 20 : 200)
            let run = try await ExternalProgram.run(
                Self.program,
                [
                    "--config-file", "\(Self.settings)/schemathesis.toml", "run", "\(base)/openapi.yaml", "--checks",
                    "all", "--seed", "1", "--no-color",
                    "--max-examples", "\(examples)", "--phases",
                    Soak.isOn ? "examples,coverage,fuzzing,stateful" : phases,
                ],
                // It keeps what it has found where it runs, and the next run must not depend on that.
                in: storage.folder.path,
                environment: [
                    "MORTISE_TEST_BASE_URL": base, "SCHEMATHESIS_HOOKS": "session", "PYTHONPATH": Self.settings,
                    "PYTHONDONTWRITEBYTECODE": "1",
                ],
                output: storage.folder)
            #expect(run.status == 0, "\(run.output)")
            // It did test every route, and not only find that there was nothing to do.
            #expect(run.output.contains("Tested: 21"), "\(run.output)")
            server.program.send(SIGTERM)
            let end = try await server.program.end()
            #expect(end.status == 0 && !end.errors.contains(" error "), "\(end.errors)")
            #expect(try await installation.run("verify").status == 0)
        }
    }
}
#endif
