import Foundation

/// Runs scenarios: the variants of each take turns, round after round, so that all meet the same moods of the machine.
struct Runner {
    let rounds: Int
    let seconds: Double
    /// Users, and sessions, in the databases.
    let rows: Int
    /// Part of the names of the scenarios to run; `nil` means all.
    let filter: String?

    private(set) var results: [ComparisonResult] = []
    private(set) var failures: [String] = []

    init(rounds: Int, seconds: Double, rows: Int, filter: String?) {
        self.rounds = rounds
        self.seconds = seconds
        self.rows = rows
        self.filter = filter
    }

    func selects(_ name: String) -> Bool { filter.map { name.localizedCaseInsensitiveContains($0) } ?? true }

    /// Runs those of the scenarios that are selected. A failure is noted, and the next one runs.
    ///
    /// - Parameters:
    ///   - name: What the scenarios have in common.
    ///   - scenarios: The scenarios.
    ///   - prepared: Makes the stage, calls its argument with it, and takes it down.
    mutating func run<Stage>(
        _ name: String, _ scenarios: [Scenario<Stage>],
        on prepared: (_ perform: (Stage) async -> Void) async throws -> Void
    ) async {
        let selected = scenarios.filter { selects($0.name) }
        guard !selected.isEmpty else { return }
        say("\(name): preparing")
        var results: [ComparisonResult] = []
        var failures: [String] = []
        do {
            try await prepared { stage in
                for scenario in selected {
                    say(scenario.name)
                    do {
                        results += try await measure(scenario, on: stage)
                    } catch {
                        failures.append("\(scenario.name): \(error)")
                    }
                }
            }
        } catch {
            failures.append("\(name): \(error)")
        }
        self.results += results
        self.failures += failures
    }

    /// Notes on standard error that something was left out.
    func skip(_ name: String, because reason: String) { say("\(name): skipped, \(reason)") }

    private func measure<Stage>(_ scenario: Scenario<Stage>, on stage: Stage) async throws -> [ComparisonResult] {
        let variants = try await scenario.variants(stage)
        var outcomes: [String: [Outcome]] = [:]
        // Connections open and caches fill before anything counts.
        for variant in variants { _ = try await variant.run(seconds * scenario.stretch / 5) }
        for _ in 0..<rounds {
            for variant in variants {
                outcomes[variant.name, default: []].append(try await variant.run(seconds * scenario.stretch))
            }
        }
        let measurements = outcomes.mapValues(Measurement.init(rounds:))
        guard let ours = variants.first.flatMap({ measurements[$0.name] }) else { return [] }
        return scenario.comparisons.compactMap { ComparisonResult($0, ours: ours, among: measurements) }
    }

    private func say(_ line: String) {
        FileHandle.standardError.write(Data("bench: \(line)\n".utf8))
    }
}
