#if CLI
import ArgumentParser
import Mortise

/// `mortise keys activate [KEY]`.
struct KeysActivateCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Make a key of the keyring file the active one, once every server knows it.")

    @Argument(help: "The number of the key. (default: the highest)")
    var key: UInt32?

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let file = try options.configuration().keyringFile()
        let numbers = try Keyring.keyNumbers(inFile: file)
        let number = key ?? numbers.max() ?? 0
        try Keyring.activateKey(number, inFile: file)
        return Answer(
            """
            Key \(number) is the active one in \(file.printable()).
            Bring the file to every server and restart it; then `mortise keys rotate --no-new-key`.
            """,
            json: ["key": .integer(Int64(number)), "path": .string(file)])
    }
}
#endif
