#if CLI
/// Whether the settings are known and possible. They are, where this is asked: else nothing else is.
struct SettingsCheck: Check {
    let name = "settings"

    func findings(in installation: Installation) async -> [Finding] {
        let entries = installation.configuration.settings.entries
        let given = entries.count { $0.source != .standard }
        return [.ok("\(given) of \(entries.count) are given, the others have their defaults")]
    }
}
#endif
