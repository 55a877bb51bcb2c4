#if CLI
import ArgumentParser
import FoundationEssentials

/// The options that all commands take.
struct CommonOptions: ParsableArguments {
    @Option(
        help: "The database: sqlite:PATH or postgres://USER@HOST/NAME. (default: the SQLite file under --data)",
        completion: .list(["sqlite:", "postgres://"]))
    var database: String?

    @Option(help: "The folder of the default database and its keys. (default: data)", completion: .directory)
    var data: String?

    @Option(help: "A file of settings, as lines NAME=value.", completion: .file())
    var config: String?

    @Flag(help: "Print one JSON document.")
    var json = false

    /// The configuration of this command.
    ///
    /// - Parameter more: What further options of the command say.
    /// - Throws: ``ConfigurationError``.
    func configuration(_ more: [SettingAssignment] = []) throws(ConfigurationError) -> Configuration {
        var flags = more
        flags.append(Settings.data, data, flag: "--data")
        flags.append(Settings.database, database, flag: "--database")
        if let database, database.hasPrefix("postgres"), DatabaseURLRedaction.shown(database) != database {
            StandardStream.error.writeLine(
                "warning: Everyone on this machine can see a password in the arguments. "
                    + "Set MORTISE_DATABASE_URL instead, or use a ~/.pgpass file.")
        }
        return try Configuration.load(flags: flags, file: config, environment: ProcessInfo.processInfo.environment)
    }
}

extension [SettingAssignment] {
    /// Appends what an option says, if it was given.
    mutating func append<Value>(_ setting: Setting<Value>, _ text: String?, flag: String) {
        guard let text else { return }
        append(SettingAssignment(name: setting.description.name, text: text, source: .flag(flag)))
    }
}
#endif
