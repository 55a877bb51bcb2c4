#if CLI
/// One thing that is wrong with the configuration, and how to put it right.
struct ConfigurationProblem: Sendable, Hashable {
    /// The setting, or what stands in its place.
    let subject: String
    let source: SettingSource
    /// The value, where it may be shown.
    let value: String?
    let reason: InvalidValue
}

extension ConfigurationProblem: CustomStringConvertible {
    /// `MORTISE_PORT (environment): "http" is not a whole number. Give a number from 0 to 65535.`
    var description: String {
        let shown = value.map { "\"\($0.printable(limit: 80))\" " } ?? ""
        let end = reason.fix.hasSuffix("?") ? "" : "."
        return "\(subject.printable(limit: 80)) (\(source)): \(shown)\(reason.problem). \(reason.fix)\(end)"
    }
}

/// All that is wrong with the configuration.
struct ConfigurationError: Error, Sendable, Hashable {
    let problems: [ConfigurationProblem]

    /// Whether the command line alone is to blame.
    var isUsage: Bool {
        problems.allSatisfy { if case .flag = $0.source { true } else { false } }
    }
}
#endif
