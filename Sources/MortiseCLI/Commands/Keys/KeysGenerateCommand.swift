#if CLI
import ArgumentParser
import Mortise

/// `mortise keys generate PATH`.
struct KeysGenerateCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Make a keyring file with one random key, for its owner alone.")

    @Argument(help: "The new file. It must not exist yet.", completion: .file())
    var path: String

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        try Keyring.generateFile(at: path)
        return Answer(
            """
            There is a new keyring at \(path.printable()).
            Name it with MORTISE_KEYRING=file:\(path.printable()), and keep a copy apart from the database's backups.
            """,
            json: ["path": .string(path)])
    }
}
#endif
