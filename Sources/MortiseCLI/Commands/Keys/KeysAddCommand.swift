#if CLI
import ArgumentParser
import Mortise

/// `mortise keys add`.
struct KeysAddCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a new key to the keyring file, so that all servers can learn it before it is used.")

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let configuration = try options.configuration()
        let file = try configuration.keyringFile()
        let next = try await configuration.withEngine(.none) { try await $0.nextKeyNumber() }
        try Keyring.addKey(next, toFile: file)
        return Answer(
            """
            Key \(next) is in \(file.printable()), and makes nothing yet.
            Bring the file to every server and restart it; then `mortise keys activate`.
            """,
            json: ["key": .integer(Int64(next)), "path": .string(file)])
    }
}
#endif
