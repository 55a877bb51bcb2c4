#if CLI
import Foundation
import MortiseTesting
import Testing

/// `Docs/HTTP.md` shows only what was run: here it is run. `MORTISE_UPDATE_FIXTURES=1` writes what it prints.
struct TourTests {
    private static let docs = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Docs")

    @Test(arguments: TestBackend.concurrent)
    func `the tour answers as printed`(backend: TestBackend) async throws {
        let file = Self.docs.appending(path: "HTTP.md")
        let isUpdating = ProcessInfo.processInfo.environment["MORTISE_UPDATE_FIXTURES"] == "1" && backend.isSQLite
        var session = ConsoleSession(try String(contentsOf: file, encoding: .utf8))
        try await backend.withStorage { storage in
            let server = try await Installation(storage, isLoaded: false).serve()
            let count = try await session.run(port: server.port, in: storage.folder, isUpdating: isUpdating)
            #expect(count > 30)
            server.program.send(SIGTERM)
            #expect(try await server.program.end().status == 0)
        }
        if isUpdating { try Data(session.document.utf8).write(to: file) }
    }

    @Test func `the tour passes every route of the document`() throws {
        let tour = try String(contentsOf: Self.docs.appending(path: "HTTP.md"), encoding: .utf8)
        let document = try String(contentsOf: Self.docs.appending(path: "openapi.yaml"), encoding: .utf8)
        let paths = document.matches(of: /\n  "(\/[^"]+)":\n/).map { String($0.output.1) }
        #expect(paths.count > 15)
        for path in paths {
            let fixed = path.prefix { $0 != "{" }
            #expect(tour.contains("127.0.0.1:8080\(fixed)"), "\(path)")
        }
    }
}
#endif
