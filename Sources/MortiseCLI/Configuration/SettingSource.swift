#if CLI
/// Where a value comes from.
enum SettingSource: Sendable, Hashable {
    /// An option of the command.
    case flag(String)
    /// A variable of the environment.
    case environment
    /// A line of the file of settings.
    case file(String, line: Int)
    /// Nowhere: the setting's default holds.
    case standard
}

extension SettingSource: CustomStringConvertible {
    /// For people: `--port`, `environment`, `file mortise.conf line 3`, `default`.
    var description: String {
        switch self {
        case .flag(let name): name
        case .environment: "environment"
        case .file(let path, let line): "file \(path) line \(line)"
        case .standard: "default"
        }
    }
}

/// A text that was given for a setting.
struct SettingAssignment: Sendable {
    let name: String
    let text: String
    let source: SettingSource
}
#endif
