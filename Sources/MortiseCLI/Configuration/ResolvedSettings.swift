#if CLI
/// The settings with their values: the highest layer that has one wins, then the default.
struct ResolvedSettings: Sendable {
    /// A setting, its value and where that comes from; no text where there is no value.
    struct Entry: Sendable {
        let setting: SettingDescription
        let text: String?
        let source: SettingSource

        /// The value as it may be shown.
        var shown: String? { text.map { setting.shown($0).printable(limit: 4096) } }
    }

    private(set) var entries: [Entry] = []

    /// Resolves all settings.
    ///
    /// - Parameter layers: The assignments, highest layer first; within a layer each name stands once.
    /// - Throws: ``ConfigurationError`` with everything that is wrong, values that a higher layer hides included.
    init(layers: [[SettingAssignment]]) throws(ConfigurationError) {
        var problems: [ConfigurationProblem] = []
        for assignment in layers.joined() {
            if let problem = Self.problem(with: assignment) { problems.append(problem) }
        }
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        for setting in Settings.all {
            let given = layers.lazy.joined().first { $0.name == setting.name }
            entries.append(
                Entry(setting: setting, text: given?.text ?? standard(of: setting), source: given?.source ?? .standard))
        }
    }

    /// The text of a setting; `nil` where it has no value.
    func text<Value>(of setting: Setting<Value>) -> String? {
        entries.first { $0.setting.name == setting.description.name }?.text
    }

    /// Where the value of a setting comes from.
    func source<Value>(of setting: Setting<Value>) -> SettingSource {
        entries.first { $0.setting.name == setting.description.name }?.source ?? .standard
    }

    /// The value of a setting; `nil` where it has none.
    func value<Value>(of setting: Setting<Value>) throws(ConfigurationError) -> Value? {
        guard let entry = entries.first(where: { $0.setting.name == setting.description.name }),
            let text = entry.text
        else { return nil }
        do {
            return try setting.form.parse(text)
        } catch {
            throw ConfigurationError(problems: [Self.problem(setting.description, text, entry.source, error)])
        }
    }

    /// The value of a setting that always has one.
    func required<Value>(_ setting: Setting<Value>) throws(ConfigurationError) -> Value {
        guard let value = try value(of: setting) else {
            let reason = InvalidValue("is missing", fix: "Set it")
            throw ConfigurationError(problems: [Self.problem(setting.description, nil, .standard, reason)])
        }
        return value
    }

    private func standard(of setting: SettingDescription) -> String? {
        switch setting.standard {
        case .text(let text): text
        case .derived(_, let derive): derive(self)
        }
    }

    private static func problem(with assignment: SettingAssignment) -> ConfigurationProblem? {
        if let reason = SettingNames.problem(with: assignment.name) {
            return ConfigurationProblem(
                subject: assignment.name, source: assignment.source, value: nil, reason: reason)
        }
        guard let setting = Settings.all.first(where: { $0.name == assignment.name }) else { return nil }
        do {
            try setting.check(assignment.text)
            return nil
        } catch {
            return problem(setting, assignment.text, assignment.source, error)
        }
    }

    private static func problem(
        _ setting: SettingDescription, _ text: String?, _ source: SettingSource, _ reason: InvalidValue
    ) -> ConfigurationProblem {
        ConfigurationProblem(
            subject: setting.name, source: source, value: setting.isSecret ? nil : text, reason: reason)
    }
}
#endif
