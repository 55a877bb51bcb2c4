#if CLI
import Foundation
import Mortise
import MortiseLocking
import MortiseTesting
import Testing

/// A program of this build, run as a process of its own.
final class RunningProgram: Sendable {
    /// How it ended and what it said.
    struct End: Sendable {
        /// The exit code; `nil` where a signal ended it.
        let status: Int32?
        /// The signal that ended it.
        let signal: Int32?
        let output: String
        let errors: String

        /// The one document that `--json` prints.
        func document() throws -> JSON { try JSON.parse(Array(output.trimmingCharacters(in: .newlines).utf8)) }
    }

    // Foundation's object is used by the test's task alone; its calls are safe from any thread.
    private let process = Process()
    private let chunks: AsyncStream<Data>
    private let exits: AsyncStream<(isSignalled: Bool, code: Int32)>
    private let errorsPath: String
    // What came with the first line and follows it.
    private let rest = Locked(Data())

    /// Starts a program that the build put beside the bundle of the tests.
    ///
    /// - Parameter folder: Where it runs and where its standard error stream is kept.
    init(
        _ name: String, _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
    ) throws {
        let built = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let program = built.appendingPathComponent(name)
        try #require(FileManager.default.isExecutableFile(atPath: program.path), "\(name) is not built")
        errorsPath = "\(folder.path)/\(name)-\(UUID().uuidString).err"
        try Data().write(to: URL(fileURLWithPath: errorsPath))
        let output = Pipe()
        let (stream, continuation) = AsyncStream.makeStream(of: Data.self)
        chunks = stream
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        // Under the address sanitizer: a process that is told to end, or to die, leaves what its threads hold.
        process.environment = environment.merging(["ASAN_OPTIONS": "detect_leaks=0"]) { own, _ in own }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        let errors = try FileHandle(forWritingTo: URL(fileURLWithPath: errorsPath))
        process.standardError = errors
        let (exits, exit) = AsyncStream.makeStream(of: (isSignalled: Bool, code: Int32).self)
        self.exits = exits
        process.terminationHandler = { process in
            exit.yield((process.terminationReason == .uncaughtSignal, process.terminationStatus))
            exit.finish()
        }
        defer { try? errors.close() }
        try process.run()
        let reader = output.fileHandleForReading
        // A thread of its own: a readability handler of Foundation may outlive its descriptor and crash. What is opened for
        // a process is closed here, for Foundation keeps the object of one that has ended, and with it what it was given.
        Thread.detachNewThread {
            while case let data = reader.availableData, !data.isEmpty { continuation.yield(data) }
            try? reader.close()
            continuation.finish()
        }
    }

    deinit {
        if process.isRunning { send(SIGKILL) }
    }

    /// Runs a program to its end.
    static func run(
        _ name: String, _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
    ) async throws -> End {
        try await RunningProgram(name, arguments, in: folder, environment: environment).end()
    }

    /// The first line it prints, as soon as it is there.
    func firstLine() async throws -> String {
        var line = Data()
        for await chunk in chunks {
            line += chunk
            if let end = line.firstIndex(of: 0x0A) {
                let following = line[line.index(after: end)...]
                rest.withLock { $0 = Data(following) }
                return String(decoding: line[..<end], as: UTF8.self)
            }
        }
        throw Silence(errors: try errors())
    }

    /// Waits for its end. The output is what ``firstLine()`` did not take.
    func end() async throws -> End {
        var output = rest.withLock { $0 }
        for await chunk in chunks { output += chunk }
        let exit = try #require(await exits.first { _ in true }, "its end was waited for before")
        return End(
            status: exit.isSignalled ? nil : exit.code, signal: exit.isSignalled ? exit.code : nil,
            output: String(decoding: output, as: UTF8.self), errors: try errors())
    }

    /// The memory that is its own, and its share of what it shares (PSS), in bytes.
    func memory() throws -> Int {
        let rollup = try String(contentsOfFile: "/proc/\(process.processIdentifier)/smaps_rollup", encoding: .utf8)
        let line = try #require(rollup.split(separator: "\n").first { $0.hasPrefix("Pss:") })
        return 1024 * (try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) }))
    }

    /// How many files and sockets it has open.
    func descriptors() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.processIdentifier)/fd").count
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    private func errors() throws -> String { try String(contentsOfFile: errorsPath, encoding: .utf8) }

    /// A program ended without the line that was waited for.
    struct Silence: Error { let errors: String }
}
#endif
