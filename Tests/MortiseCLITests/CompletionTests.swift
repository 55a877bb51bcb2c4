#if CLI
import ArgumentParser
import Foundation
import Testing

@testable import MortiseCLI

/// The completion scripts that the command writes.
struct CompletionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func script(for shell: String) async throws -> String {
        let result = try await CommandProcess.run("--generate-completion-script", shell, in: folder)
        try #require(result.status == 0 && result.errors.isEmpty)
        return try folder.write(result.output, to: "completion.\(shell)")
    }

    /// What a program says, and how it ends.
    private func bash(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        let path = try folder.write("", to: "said")
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOfFile: path, encoding: .utf8))
    }

    /// The names of a command and of all below it.
    private func names(of command: any ParsableCommand.Type) -> [String] {
        let below = command.configuration.subcommands.flatMap { names(of: $0) }
        return [command.configuration.commandName ?? ""] + below
    }

    @Test func `the script of bash is sound and knows every command`() async throws {
        let path = try await script(for: "bash")
        #expect(try bash(["-n", path]).status == 0)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let commands = names(of: MortiseCommand.self)
        #expect(commands.count > 30)
        for name in commands { #expect(text.contains(name), "\(name)") }
        for shell in ["zsh", "fish"] {
            let other = try String(contentsOfFile: try await script(for: shell), encoding: .utf8)
            #expect(other.contains("doctor") && other.contains("set-password"))
        }
    }

    @Test(arguments: [
        ("mortise do", "doctor"), ("mortise mig", "migrate"), ("mortise migrate st", "status"),
        ("mortise user set-", "set-password"), ("mortise doctor --js", "--json"),
        ("mortise migrate print --dialect po", "postgres"), ("mortise outbox list --state d", "dead"),
        ("mortise audit query --actor op", "operator"), ("mortise serve --data so", "some-folder"),
    ])
    func `bash completes`(line: String, word: String) async throws {
        let path = try await script(for: "bash")
        try FileManager.default.createDirectory(atPath: folder.path + "/some-folder", withIntermediateDirectories: true)
        // As the shell does it on the tabulator key: words, place, and the function that was registered.
        let driver = """
            source '\(path)'
            COMP_LINE='\(line)'; COMP_POINT=${#COMP_LINE}; read -ra COMP_WORDS <<<"$COMP_LINE"
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_TYPE=9; COMP_KEY=9; COMPREPLY=()
            function=$(complete -p mortise | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            "$function" mortise "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let said = try bash(["--norc", "-c", driver]).output
        let words = said.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(words == [word] || words == [word + "/"], "\(said)")
    }
}
#endif
