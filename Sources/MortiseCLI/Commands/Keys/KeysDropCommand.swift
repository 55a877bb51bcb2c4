#if CLI
import ArgumentParser
import Mortise

/// `mortise keys drop KEY`.
struct KeysDropCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Drop a retired key that nothing needs any more, for good.")

    @Argument(help: "The number of the key.")
    var key: UInt32

    @Flag(help: "End the sessions and mailed links that still need it, as after a theft of the key.")
    var endSessions = false

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let configuration = try options.configuration()
        try await configuration.withEngine(.none) {
            try await $0.dropKey(key, endingSessions: endSessions, in: .command)
        }
        guard case .file(let file) = configuration.keyring else {
            return Answer("Dropped key \(key). Take it out of MORTISE_KEYRING.", json: ["key": .integer(Int64(key))])
        }
        // After the database: a key that is in the file alone does no harm.
        try Keyring.removeKey(key, fromFile: file)
        return Answer(
            """
            Dropped key \(key), and removed it from \(file.printable()).
            Backups of the database from before the rotation open with it alone: keep it with them.
            """,
            json: ["key": .integer(Int64(key)), "path": .string(file)])
    }
}
#endif
