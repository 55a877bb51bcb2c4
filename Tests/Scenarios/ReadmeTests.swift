#if CLI
import Foundation
import MortiseTesting
import Testing

/// The README shows only what was run: here it is run.
struct ReadmeTests {
    private static let readme: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try? String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    }()

    @Test(arguments: TestBackend.concurrent)
    func `the session of commands answers as printed`(backend: TestBackend) async throws {
        let readme = try #require(Self.readme)
        let block = try #require(Self.block("console", of: readme))
        try await backend.withStorage { storage in
            let server = try await Installation(storage).serve()
            // What varies is masked in both; a token that the server gave stands for the one that was printed.
            var printedToken: String?
            var token: String?
            let lines = block.split(separator: "\n").map(String.init)
            #expect(lines.count == 10)
            for (command, printed) in zip(lines, lines.dropFirst()) where command.hasPrefix("$ ") {
                var actual = command.dropFirst(2).replacing("127.0.0.1:8080", with: "127.0.0.1:\(server.port)")
                if let printedToken, let token { actual = actual.replacing(printedToken, with: token) }
                let answer = try Self.run(String(actual), in: storage.folder)
                #expect(Self.masked(answer) == Self.masked(printed), "\(command)")
                printedToken = printedToken ?? Self.token(in: printed)
                token = token ?? Self.token(in: answer)
            }
            #expect(token != nil)
            server.program.send(SIGTERM)
            #expect(try await server.program.end().status == 0)
        }
    }

    @Test func `the example of embedding is the app that is built and run`() throws {
        let readme = try #require(Self.readme)
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let app = try String(
            contentsOf: root.appending(path: "Examples/EmbeddedApp/Sources/EmbeddedApp/EmbeddedApp.swift"),
            encoding: .utf8)
        #expect(Self.block("swift", of: readme) == app.trimmingCharacters(in: .newlines))
    }

    private static func block(_ language: String, of text: String) -> String? {
        guard let start = text.range(of: "```\(language)\n"),
            let end = text.range(of: "\n```", range: start.upperBound..<text.endIndex)
        else { return nil }
        return String(text[start.upperBound..<end.lowerBound])
    }

    private static func token(in text: String) -> String? {
        text.firstMatch(of: /mortise_session_[A-Za-z0-9_-]+/).map { String($0.output) }
    }

    private static func masked(_ text: String) -> String {
        text.replacing(/mortise_session_[A-Za-z0-9_-]+/, with: "TOKEN")
            .replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID")
            .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/, with: "TIME")
            .replacing(/"request_id":"[A-Za-z0-9_-]+"/, with: "REQUEST")
    }

    private static func run(_ command: String, in folder: TemporaryFolder) throws -> String {
        let output = Pipe()
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = ["-c", command]
        shell.currentDirectoryURL = URL(filePath: folder.path)
        shell.standardOutput = output
        try shell.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        shell.waitUntilExit()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
#endif
