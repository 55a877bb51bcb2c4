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
            let server = try await Installation(storage, isLoaded: false).serve()
            // What varies is masked in both; each token that was given stands for the one that was printed in its place.
            var tokens: [(printed: String, actual: String)] = []
            var mails = 0
            let lines = block.split(separator: "\n").map(String.init)
            #expect(lines.count == 18)
            for (command, printed) in zip(lines, lines.dropFirst()) where command.hasPrefix("$ ") {
                var actual = command.dropFirst(2).replacing("127.0.0.1:8080", with: "127.0.0.1:\(server.port)")
                for token in tokens { actual = actual.replacing(token.printed, with: token.actual) }
                if command.contains("data/mail") {
                    mails += 1
                    try await Self.awaitMails(mails, in: storage.folder)
                }
                let answer = try Self.run(String(actual), in: storage.folder)
                #expect(Self.masked(answer) == Self.masked(printed), "\(command)")
                tokens += zip(Self.tokens(in: printed), Self.tokens(in: answer)).map { ($0, $1) }
            }
            #expect(mails == 2 && tokens.count == 4)
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

    /// Waits until the server has written so many mails.
    private static func awaitMails(_ count: Int, in folder: TemporaryFolder) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/data/mail")) ?? []
            if names.count(where: { $0.hasSuffix(".eml") }) >= count { return }
            try #require(ContinuousClock.now < deadline, "there are only \(names)")
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private static func tokens(in text: String) -> [String] {
        text.matches(of: /mortise_[a-z]+_[A-Za-z0-9_-]+/).map { String($0.output) }
    }

    private static func masked(_ text: String) -> String {
        text.replacing(/mortise_[a-z]+_[A-Za-z0-9_-]+/, with: "TOKEN")
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
