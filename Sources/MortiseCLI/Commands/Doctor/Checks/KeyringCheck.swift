#if CLI
import Glibc
import Mortise

/// Whether the keyring can be read, is closed to others, and is that of the data.
struct KeyringCheck: Check {
    let name = "keyring"

    func findings(in installation: Installation) async -> [Finding] {
        let configuration = installation.configuration
        if case .inMemory = installation.storage, configuration.keyring == nil {
            return [.skipped("what is in memory needs no keys that last")]
        }
        do throws(CommandFailure) {
            _ = try configuration.keyringSource()
        } catch {
            return [
                .failed(
                    "no keyring is named",
                    fix: "Make one with `mortise keys generate PATH`, and set MORTISE_KEYRING=file:PATH.")
            ]
        }
        if case .file(let path) = configuration.keyring, configuration.hasDefaultKeyring, access(path, F_OK) != 0,
            errno == ENOENT, hasUsedNoKey(installation)
        {
            return [.skipped("\(path) is made at first use")]
        }
        guard installation.engine != nil else { return [readable(configuration)] }
        if let failure = installation.keyringFailure {
            return [.failed(failure, otherwise: "Bring the file of MORTISE_KEYRING back.")]
        }
        guard let check = installation.health.first(where: { $0.name == name }) else {
            return [.ok("it can be read; the database has used no key yet")]
        }
        guard check.isHealthy else {
            // The engine's errors begin with their code.
            let words =
                check.detail.hasPrefix("keyring: ") ? check.detail.dropFirst("keyring: ".count) : check.detail[...]
            return [.failed(saying: String(words), otherwise: "Name the database's own keyring with MORTISE_KEYRING.")]
        }
        return [.ok("it has every key that the database was used with")]
    }

    /// Whether the first start is free to make a keyring. Where there is none, the engine looks with a random one, which
    /// fits a database without keys alone.
    private func hasUsedNoKey(_ installation: Installation) -> Bool {
        installation.isNew || installation.health.contains { $0.name == name && $0.isHealthy }
    }

    /// Without a database there is nothing to compare it with.
    private func readable(_ configuration: Configuration) -> Finding {
        guard case .file(let path) = configuration.keyring else {
            return .skipped("there is no database to compare it with")
        }
        do throws(AuthError) {
            let count = try Keyring.keyNumbers(inFile: path).count
            return .skipped(
                "it can be read (\(count == 1 ? "1 key" : "\(count) keys")); no database to compare it with")
        } catch {
            return .failed(error, otherwise: "Bring the file of MORTISE_KEYRING back.")
        }
    }
}
#endif
