#if CLI
import Foundation
import MortiseTesting

/// A program that is not of this build.
enum ExternalProgram {
    /// Runs it to its end; gives its status, and what it said on both streams.
    static func run(
        _ path: String, _ arguments: [String], in directory: String, environment: [String: String],
        output folder: TemporaryFolder
    ) async throws -> (status: Int32, output: String) {
        let file = "\(folder.path)/\(UUID().uuidString).out"
        try Data().write(to: URL(filePath: file))
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: directory)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let handle = try FileHandle(forWritingTo: URL(filePath: file))
        process.standardOutput = handle
        process.standardError = handle
        defer { try? handle.close() }
        let (ends, end) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        try process.run()
        let status = await ends.first { _ in true }
        process.terminationHandler = nil
        return (status ?? -1, try String(contentsOfFile: file, encoding: .utf8))
    }
}
#endif
