#if CLI
import Foundation
import MortiseTesting
import Testing

/// The commands of a document's `console` blocks, each on a line after `$ `, with what it prints below it.
struct ConsoleSession {
    private var lines: [String]

    init(_ document: String) {
        lines = document.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The document, with the outputs that it has now.
    var document: String { lines.joined(separator: "\n") }

    /// The commands, and where what they print begins and ends.
    private var commands: [(command: String, output: Range<Int>)] {
        var commands: [(String, Range<Int>)] = []
        var isInBlock = false
        for (number, line) in lines.enumerated() {
            if line.hasPrefix("```") {
                isInBlock = line == "```console"
            } else if isInBlock, line.hasPrefix("$ ") {
                commands.append((String(line.dropFirst(2)), number + 1..<number + 1))
            } else if isInBlock, let last = commands.indices.last {
                commands[last].1 = commands[last].1.lowerBound..<number + 1
            }
        }
        return commands
    }

    /// Runs all commands in one shell, against a server on `port`, and compares what they print but for what varies.
    ///
    /// - Parameter isUpdating: Whether what they print becomes the document's.
    /// - Returns: How many commands there are.
    mutating func run(port: Int, in folder: TemporaryFolder, isUpdating: Bool) async throws -> Int {
        let separator = "----\(UUID().uuidString)----"
        // Mail leaves in the background: a command that reads a token waits for the next one.
        let wait = """
            until T=$(cat data/mail/*.eml 2>/dev/null | sed -z 's/=\\r\\n//g' | grep -o 'mortise_token_[A-Za-z0-9_-]*' \
            | tail -1); [ -n "$T" ] && [ "$T" != "$LAST" ]; do sleep 0.02; done; LAST=$T
            """
        let commands = commands
        let script = commands.map { command, _ in
            (command.contains("data/mail") ? "\(wait)\n" : "")
                + "\(command.replacing("127.0.0.1:8080", with: "127.0.0.1:\(port)"))\necho; echo '\(separator)'"
        }
        let run = try await ExternalProgram.run(
            "/usr/bin/timeout", ["120", "/bin/bash", "-c", script.joined(separator: "\n")], in: folder.path,
            environment: [:], output: folder)
        let outputs = run.output.replacing("127.0.0.1:\(port)", with: "127.0.0.1:8080")
            .components(separatedBy: separator).map { $0.trimmingCharacters(in: .newlines) }
        try #require(outputs.count == commands.count + 1, "\(run.output)")
        for ((command, place), output) in zip(commands, outputs).reversed() {
            if isUpdating {
                lines.replaceSubrange(place, with: output.isEmpty ? [] : [output])
            } else {
                #expect(Self.masked(output) == Self.masked(lines[place].joined(separator: "\n")), "\(command)")
            }
        }
        return commands.count
    }

    private static func masked(_ text: String) -> String {
        text.replacing(/mortise_[a-z]+_[A-Za-z0-9_-]{40,}/, with: "TOKEN")
            .replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID")
            .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/, with: "TIME")
            .replacing(/"request_id":"[A-Za-z0-9_-]+"/, with: "REQUEST")
    }
}
#endif
