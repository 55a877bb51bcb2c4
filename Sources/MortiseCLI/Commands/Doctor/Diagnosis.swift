#if CLI
import Mortise

/// What all checks came to.
struct Diagnosis: Sendable {
    private let entries: [(check: String, finding: Finding)]

    /// Asks each check, whatever the others have found.
    init(of installation: Installation, by checks: [any Check]) async {
        var entries: [(String, Finding)] = []
        for check in checks {
            for finding in await check.findings(in: installation) { entries.append((check.name, finding)) }
        }
        self.entries = entries
    }

    /// Settings that are wrong lead nowhere: nothing else is looked at.
    init(of error: ConfigurationError, without checks: [any Check]) {
        let problems = error.problems.map { problem in
            let value = problem.value.map { "\"\($0)\" " } ?? ""
            return Finding.failed(
                "\(problem.subject) (\(problem.source)): \(value)\(problem.reason.problem)",
                fix: problem.reason.fix + (problem.reason.fix.hasSuffix("?") ? "" : "."))
        }
        let settings = SettingsCheck().name
        entries =
            problems.map { (settings, $0) }
            + checks.filter { $0.name != settings }.map { ($0.name, .skipped("the settings come first")) }
    }

    /// How the command ends: the database and what stands around it before the migrations in it.
    var status: ExitStatus {
        let statuses = entries.map(\.finding.status)
        return [.notReady, .migrations].first { statuses.contains($0) } ?? .success
    }

    var answer: Answer { Answer(text, json: json, status: status) }

    private var text: String {
        let table = TextTable(
            ["CHECK", "STATE", "FINDING"], entries.map { [$0.check, $0.finding.state.rawValue, $0.finding.text] })
        let steps = entries.compactMap { entry in entry.finding.fix.map { "\(entry.check): \($0)".printable() } }
        return ([table.text] + (steps.isEmpty ? [] : ["", "To do:"]) + steps).joined(separator: "\n")
    }

    private var json: JSON {
        let states = entries.map(\.finding.state)
        let worst = [Finding.State.failed, .warning].first { states.contains($0) } ?? .ok
        return [
            "state": .string(worst.rawValue),
            "checks": .array(
                entries.map { entry in
                    [
                        "check": .string(entry.check), "state": .string(entry.finding.state.rawValue),
                        "finding": .string(entry.finding.text), "fix": entry.finding.fix.map(JSON.string) ?? .null,
                    ]
                }),
        ]
    }
}
#endif
