import Foundation

/// PostgreSQL's own load generator, with a script of ours.
struct Pgbench {
    private let program: URL

    /// `nil` where it is not on the search path.
    init?() {
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        let programs = folders.map { URL(filePath: "\($0)/pgbench") }
        guard let program = programs.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
            return nil
        }
        self.program = program
    }

    /// Runs a script, prepared, with so many clients. It counts in whole seconds, so a run takes at least one.
    func variant(_ name: String, script: String, clients: Int, url: String, in folder: String) throws -> Variant {
        let file = "\(folder)/pgbench.sql"
        try script.write(toFile: file, atomically: true, encoding: .utf8)
        return Variant(name: name) { seconds in
            let duration = max(1, Int(seconds.rounded(.up)))
            let answer = try output(of: [
                "--no-vacuum", "--protocol=prepared", "--client=\(clients)", "--jobs=\(min(clients, 2))",
                "--time=\(duration)", "--file=\(file)", url,
            ])
            guard let rate = answer.firstMatch(of: /tps = ([0-9.]+)/).flatMap({ Double($0.1) }) else {
                throw ReferenceFailure(reason: "pgbench did not tell its rate")
            }
            return Outcome(
                operations: Int(rate * Double(duration)), seconds: Double(duration), cpuSeconds: nil, latencies: [])
        }
    }

    /// pgbench ends its run by SIGALRM. The threads of Swift tasks block all signals, and programs inherit that.
    private static func unblockAlarm() {
        var alarm = sigset_t()
        sigemptyset(&alarm)
        sigaddset(&alarm, SIGALRM)
        pthread_sigmask(SIG_UNBLOCK, &alarm, nil)
    }

    private func output(of arguments: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = pipe
        Self.unblockAlarm()
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ReferenceFailure(reason: "pgbench exited with status \(process.terminationStatus)")
        }
        return String(decoding: output, as: UTF8.self)
    }
}
