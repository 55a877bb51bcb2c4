#if SMTP
import Foundation
import MortiseTesting
import Testing

/// A program of `Server/`, run as a process of its own that ends with its standard input.
final class Script: Sendable {
    /// A program ended without the line that was waited for.
    struct Silence: Error { let errors: String }

    // Foundation's object is used by the test's task alone; its calls are safe from any thread.
    private let process = Process()
    private let input = Pipe()
    private let lines: AsyncStream<String>
    private let ends: AsyncStream<Int32>
    private let errorsPath: String

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Server").path

    static func path(_ name: String) -> String { "\(folder)/\(name)" }

    init(_ name: String, _ arguments: [String], in folder: TemporaryFolder) throws {
        errorsPath = "\(folder.path)/\(name).err"
        try Data().write(to: URL(filePath: errorsPath))
        let output = Pipe()
        let (lines, line) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        process.executableURL = URL(filePath: Script.path(name))
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.standardInput = input
        process.standardOutput = output
        let errors = try FileHandle(forWritingTo: URL(filePath: errorsPath))
        process.standardError = errors
        defer { try? errors.close() }
        let (ends, end) = AsyncStream.makeStream(of: Int32.self)
        self.ends = ends
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        try process.run()
        let reader = output.fileHandleForReading
        // A thread of its own: a readability handler of Foundation may outlive its descriptor and crash. What is opened for
        // a process is closed here, for Foundation keeps the object of one that has ended, and with it what it was given.
        Thread.detachNewThread {
            var rest = Data()
            while case let data = reader.availableData, !data.isEmpty {
                rest += data
                while let newline = rest.firstIndex(of: 0x0A) {
                    line.yield(String(decoding: rest[..<newline], as: UTF8.self))
                    rest = Data(rest[(newline + 1)...])
                }
            }
            try? reader.close()
            line.finish()
        }
    }

    /// Waits for the next line that begins so, and gives what follows.
    func next(_ beginning: String) async throws -> String {
        for await line in lines where line.hasPrefix(beginning) { return String(line.dropFirst(beginning.count)) }
        throw Silence(errors: try errors())
    }

    /// The lines up to this one, which is waited for.
    func events(until last: String) async throws -> [String] {
        var seen: [String] = []
        for await line in lines {
            seen.append(line)
            if line == last { return seen }
        }
        throw Silence(errors: try errors())
    }

    func write(_ text: String) throws { try input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

    /// Ends it and waits for that.
    ///
    /// - Returns: The lines that nobody has read.
    @discardableResult
    func end() async throws -> [String] {
        try input.fileHandleForWriting.close()
        var rest: [String] = []
        for await line in lines { rest.append(line) }
        let status = try #require(await ends.first { _ in true })
        guard status == 0 else { throw Silence(errors: try errors()) }
        return rest
    }

    private func errors() throws -> String { try String(contentsOfFile: errorsPath, encoding: .utf8) }
}
#endif
