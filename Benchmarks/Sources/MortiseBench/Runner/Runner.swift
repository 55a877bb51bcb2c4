import Foundation

/// Runs scenarios: the variants of each take turns, round after round, so that all meet the same moods of the machine.
struct Runner {
    let rounds: Int
    let seconds: Double
    /// Part of the names of the scenarios to run; `nil` means all.
    let filter: String?

    private(set) var results: [ComparisonResult] = []
    private(set) var details: [ScenarioDetail] = []
    /// Whether any scenario was selected, be it left out or not.
    private(set) var hasSelected = false
    private(set) var failures: [String] = []

    init(rounds: Int, seconds: Double, filter: String?) {
        self.rounds = rounds
        self.seconds = seconds
        self.filter = filter
    }

    private func selects<Stage>(_ scenario: Scenario<Stage>) -> Bool {
        guard let filter else { return true }
        return ([scenario.name] + scenario.comparisons.map(\.name)).contains {
            $0.localizedCaseInsensitiveContains(filter)
        }
    }

    /// Runs those of the scenarios that are selected. A failure is noted, and the next one runs.
    ///
    /// - Parameters:
    ///   - name: What the scenarios have in common.
    ///   - scenarios: The scenarios.
    ///   - prepared: Makes the stage, calls its argument with it, and takes it down.
    mutating func run<Stage>(
        _ name: String, _ scenarios: [Scenario<Stage>],
        on prepared: (_ perform: (Stage) async throws -> Void) async throws -> Void
    ) async {
        let selected = scenarios.filter(selects)
        guard !selected.isEmpty else { return }
        hasSelected = true
        Progress.say("\(name): preparing")
        var details: [ScenarioDetail] = []
        var results: [ComparisonResult] = []
        var failures: [String] = []
        do {
            try await prepared { stage in
                for scenario in selected {
                    Progress.say(scenario.name)
                    do {
                        let detail = try await measure(scenario, on: stage)
                        details.append(detail)
                        results += detail.results(of: scenario.comparisons)
                    } catch {
                        failures.append("\(scenario.name): \(error)")
                    }
                }
            }
        } catch {
            failures.append("\(name): \(error)")
        }
        self.details += details
        self.results += results
        self.failures += failures
    }

    /// Notes that something was left out.
    func skip(_ name: String, because reason: String) { Progress.say("\(name): skipped, \(reason)") }

    private func measure<Stage>(_ scenario: Scenario<Stage>, on stage: Stage) async throws -> ScenarioDetail {
        let variants = try await scenario.variants(stage)
        var outcomes = variants.map { _ in [Outcome]() }
        // A whole round before anything counts: connections open, and caches of new ones fill as those of old ones have.
        for variant in variants { _ = try await variant.run(seconds * scenario.stretch) }
        for round in 1...rounds {
            var rates: [String] = []
            for (place, variant) in variants.enumerated() {
                let outcome = try await variant.run(seconds * scenario.stretch)
                outcomes[place].append(outcome)
                rates.append("\(variant.name) \(Int(outcome.rate))/s")
            }
            Progress.say("  round \(round) of \(rounds): \(rates.joined(separator: ", "))")
        }
        return ScenarioDetail(
            name: scenario.name,
            variants: zip(variants, outcomes).map { ($0.name, Measurement(rounds: $1)) })
    }
}
