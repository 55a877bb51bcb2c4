#if CLI
import Mortise

extension Configuration {
    /// The file that the keyring is in.
    ///
    /// - Throws: ``CommandFailure`` where it is not in a file, which a command could change.
    func keyringFile() throws(CommandFailure) -> String {
        switch keyring {
        case .file(let path): return path
        case .inline:
            throw CommandFailure(
                .failure, "keyring",
                "The keyring is not in a file, so no command can change it. Make a key with `mortise keys generate PATH`, "
                    + "give it the next number, and change MORTISE_KEYRING; `mortise keys rotate --no-new-key` does the "
                    + "rest.")
        case nil:
            throw CommandFailure(
                .failure, "keyring",
                "No keyring is named. Make one with `mortise keys generate PATH` and set MORTISE_KEYRING=file:PATH.")
        }
    }
}
#endif
