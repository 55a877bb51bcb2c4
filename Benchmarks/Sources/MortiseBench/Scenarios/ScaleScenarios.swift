/// A lookup among many sessions beside one among few, on one kind of database.
enum ScaleScenarios {
    static let few = 10_000

    static func all(_ kind: String, many: Int) -> [Scenario<ScaleStage>] {
        let name = "\(kind) lookup, \(many.rounded) sessions"
        let reference = "\(few.rounded) sessions"
        return [
            Scenario(
                name: name,
                comparisons: [Comparison(name: name, measure: .time, reference: .variant(reference), target: 1.5)]
            ) { stage in
                [lookup("\(many.rounded) sessions", stage.many), lookup(reference, stage.few)]
            }
        ]
    }

    private static func lookup(_ name: String, _ sessions: StoredSessions) -> Variant {
        .tasks(1, named: name) { random in
            try await SessionLookup.run(sessions.keys.random(using: &random), on: sessions.database)
        }
    }
}

extension Int {
    /// As people write large numbers: `10 k`, `10 M`.
    fileprivate var rounded: String {
        switch self {
        case 1_000_000...: "\(self / 1_000_000) M"
        case 1_000...: "\(self / 1_000) k"
        default: "\(self)"
        }
    }
}
