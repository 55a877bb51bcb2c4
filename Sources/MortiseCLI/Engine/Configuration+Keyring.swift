#if CLI
import Mortise

extension Configuration {
    /// Where the engine takes its keys from.
    ///
    /// - Throws: ``CommandFailure`` where the database needs a keyring and none is named.
    func keyringSource() throws(CommandFailure) -> KeyringSource {
        switch keyring {
        case .file(let path): return hasDefaultKeyring ? .file(path) : .existingFile(path)
        case .inline(let text): return .inline(text)
        case nil: break
        }
        // What no file keeps needs no key that outlives the process.
        if database == .sqliteMemory { return .ephemeral }
        throw CommandFailure(
            .failure, "keyring",
            "This database needs a keyring. Make one with `mortise keys generate PATH` "
                + "and set MORTISE_KEYRING=file:PATH.")
    }
}
#endif
