#if CLI
/// One setting: its name, the form of its value, and what holds where nobody sets it.
struct Setting<Value: Sendable>: Sendable {
    let description: SettingDescription
    let form: ValueForm<Value>

    init(
        _ name: String, _ form: ValueForm<Value>, default standard: DefaultValue, isSecret: Bool = false,
        _ summary: String
    ) {
        self.form = form
        description = SettingDescription(
            name: name, form: form.name, standard: standard, isSecret: isSecret, summary: summary, shown: form.shown
        ) { text throws(InvalidValue) in _ = try form.parse(text) }
    }
}

/// What is known of a setting, whatever the type of its value.
struct SettingDescription: Sendable {
    /// Its name, in the environment and in a file.
    let name: String
    /// What the documentation calls the form of its value.
    let form: String
    /// What holds where nobody sets it.
    let standard: DefaultValue
    /// Whether its value may be, or hold, a secret.
    let isSecret: Bool
    /// What it decides, in one sentence.
    let summary: String
    /// What may be shown of a value.
    let shown: @Sendable (String) -> String
    /// Refuses a text that is no value.
    let check: @Sendable (String) throws(InvalidValue) -> Void
}

/// What a setting is where nobody sets it.
enum DefaultValue: Sendable {
    /// This text.
    case text(String)
    /// What other settings lead to: in words, and from the values of the settings that come before it in the list.
    case derived(String, @Sendable (ResolvedSettings) -> String?)

    /// For the documentation.
    var name: String {
        switch self {
        case .text(let text): text.isEmpty ? "none" : "`\(text)`"
        case .derived(let words, _): words
        }
    }
}
#endif
