import ArgumentParser
import Foundation

/// What every run can be told.
struct RunOptions: ParsableArguments {
    @Flag(help: "Shorter rounds on less data: shows that all works, and no more.")
    var quick = false

    @Option(help: "Run the scenarios whose names contain this text.")
    var filter: String?

    @Option(help: "Where the results go. By default the package's own folder, seen from here or from the repository.")
    var output: String?

    /// Prints what was measured and writes it to the file.
    ///
    /// - Throws: When nothing was selected, or something failed.
    func report(_ runner: Runner, into name: String) throws {
        guard runner.hasSelected else { throw ValidationError("no scenario's name contains '\(filter ?? "")'") }
        print(ResultTable(results: runner.results, details: runner.details))
        let missed = runner.results.count { $0.met == false }
        let judged = runner.results.count { $0.met != nil }
        print("\n\(judged - missed) of \(judged) targets met\(missed > 0 ? ", \(missed) MISSED" : "")")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(runner.results).write(to: URL(filePath: output ?? path(name)))
        guard runner.failures.isEmpty else {
            for failure in runner.failures { print("FAILED \(failure)") }
            throw ExitCode.failure
        }
    }

    private func path(_ name: String) -> String {
        let isRepository = FileManager.default.fileExists(atPath: "Benchmarks/Package.swift")
        return isRepository ? "Benchmarks/\(name)" : name
    }
}
