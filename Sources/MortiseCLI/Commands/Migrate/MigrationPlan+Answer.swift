#if CLI
import Mortise
import MortiseSQL

extension MigrationPlan {
    /// One line a step.
    var table: String {
        TextTable(
            ["COMPONENT", "NUMBER", "NAME", "DIRECTION", "PHASE"],
            steps.map {
                [
                    $0.component, String($0.migration.number), $0.migration.name, $0.direction.rawValue,
                    $0.migration.phase.rawValue,
                ]
            }
        ).text
    }

    /// The steps, for programs.
    var json: JSON { .array(steps.map(\.json)) }
}

extension MigrationPlan.Step {
    fileprivate var json: JSON {
        [
            "component": .string(component), "number": .integer(Int64(migration.number)),
            "name": .string(migration.name), "direction": .string(direction.rawValue),
            "phase": .string(migration.phase.rawValue), "resumed": .bool(isResumed),
        ]
    }
}

extension Migrator.Event {
    /// Tells of a step on the standard error stream, so that it does not mix with the result.
    static func show(_ event: Migrator.Event) {
        switch event {
        case .started(let step, let position):
            StandardStream.error.writeLine("\(position). \(step.title) …")
        case .finished(let step, let position, let time):
            let milliseconds = time.microseconds / 1000
            StandardStream.error.writeLine("\(position). \(step.title) done in \(milliseconds) ms")
        }
    }
}

extension MigrationPlan.Step {
    fileprivate var title: String { "\(direction.rawValue) \(component) \(migration.number) \(migration.name)" }
}
#endif
