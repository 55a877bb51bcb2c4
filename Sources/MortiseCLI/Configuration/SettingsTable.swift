#if CLI
/// The table of all settings in `Docs/Configuration.md`. A test holds that file to it.
enum SettingsTable {
    /// The table in Markdown.
    static var markdown: String {
        let rows = Settings.all.map { setting in
            [
                "`\(setting.name)`", setting.form, setting.standard.name, setting.isSecret ? "yes" : "no",
                setting.summary,
            ]
        }
        return ([["Name", "Value", "Default", "Secret", "What it decides"], Array(repeating: "--", count: 5)] + rows)
            .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }
}
#endif
