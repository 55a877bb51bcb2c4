#if CLI
import Foundation
import Mortise
import Testing

/// The built command `mortise`, run as a process of its own in a folder.
final class CommandProcess: Sendable {
    /// How a process ended and what it said.
    struct Result: Sendable {
        let status: Int32
        let output: String
        let errors: String

        /// The one document that `--json` prints.
        func document() throws -> JSON {
            try JSON.parse(Array(output.utf8.drop { $0 == 0x0A }.trimmingNewline), maximumDepth: 16)
        }
    }

    let folder: TemporaryFolder
    // Foundation's object is used by the test's task alone; its calls are safe from any thread.
    private let process = Process()
    private let ended: AsyncStream<Int32>
    private let outputPath: String
    private let errorsPath: String

    /// Starts the command. Its standard input is `terminal`, where there is one, or a file of `input`.
    init(
        _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:], input: String = "",
        terminal: FileHandle? = nil
    ) throws {
        self.folder = folder
        let name = UUID().uuidString
        outputPath = try folder.write("", to: "\(name).out")
        errorsPath = try folder.write("", to: "\(name).err")
        let inputPath = try folder.write(input, to: "\(name).in")
        process.executableURL = try Self.executable()
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        // Under the address sanitizer: a process that is told to end, or to die, leaves what its threads hold.
        process.environment = environment.merging(["ASAN_OPTIONS": "detect_leaks=0"]) { own, _ in own }
        let files = [
            try FileHandle(forReadingFrom: URL(fileURLWithPath: inputPath)),
            try FileHandle(forWritingTo: URL(fileURLWithPath: outputPath)),
            try FileHandle(forWritingTo: URL(fileURLWithPath: errorsPath)),
        ]
        // Foundation keeps the object of a process that has ended, and with it what it was given.
        defer { for file in files { try? file.close() } }
        process.standardInput = terminal ?? files[0]
        process.standardOutput = files[1]
        process.standardError = files[2]
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        ended = stream
        process.terminationHandler = { process in
            continuation.yield(process.terminationStatus)
            continuation.finish()
        }
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Runs the command to its end.
    static func run(
        _ arguments: String..., in folder: TemporaryFolder, environment: [String: String] = [:], input: String = ""
    ) async throws -> Result {
        try await CommandProcess(arguments, in: folder, environment: environment, input: input).result()
    }

    /// Waits for the end.
    func result() async throws -> Result {
        var status: Int32?
        for await value in ended { status = value }
        return Result(status: try #require(status), output: try output(), errors: try errors())
    }

    func output() throws -> String { try String(contentsOfFile: outputPath, encoding: .utf8) }
    func errors() throws -> String { try String(contentsOfFile: errorsPath, encoding: .utf8) }
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }
    var isRunning: Bool { process.isRunning }

    // The build puts the product beside the bundle of the tests.
    private static func executable() throws -> URL {
        let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let file = folder.appendingPathComponent("mortise")
        try #require(FileManager.default.isExecutableFile(atPath: file.path), "the product mortise is not built")
        return file
    }
}

extension Sequence where Element == UInt8 {
    fileprivate var trimmingNewline: [UInt8] {
        var bytes = Array(self)
        while bytes.last == 0x0A { bytes.removeLast() }
        return bytes
    }
}
#endif
