#if CLI
extension Configuration {
    /// Loads the configuration of a process.
    ///
    /// - Parameters:
    ///   - flags: What the options of the command say: the highest layer.
    ///   - file: The file of settings; the variable `MORTISE_CONFIG` names it where this is `nil`.
    ///   - environment: The variables of the process.
    /// - Throws: ``ConfigurationError`` with all problems at once.
    static func load(
        flags: [SettingAssignment], file: String?, environment: [String: String]
    ) throws(ConfigurationError) -> Configuration {
        var problems: [ConfigurationProblem] = []
        var lines: [SettingAssignment] = []
        if let path = file ?? environment[SettingNames.file] {
            do {
                lines = try SettingsFile.read(path, namedBy: file == nil ? .environment : .flag("--config"))
            } catch {
                problems += error.problems
            }
        }
        let result = Result { () throws(ConfigurationError) in
            try Configuration(layers: [flags, assignments(of: environment), lines])
        }
        if case .failure(let error) = result { problems += error.problems }
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return try result.get()
    }

    /// The settings of the environment. The suites' own `MORTISE_TEST_…` are none.
    private static func assignments(of environment: [String: String]) -> [SettingAssignment] {
        environment.keys.sorted()
            .filter { $0.hasPrefix("MORTISE_") && !$0.hasPrefix("MORTISE_TEST_") && $0 != SettingNames.file }
            .map { SettingAssignment(name: $0, text: environment[$0] ?? "", source: .environment) }
    }
}
#endif
