#if CLI
import ArgumentParser
import Mortise

/// `mortise keys rotate`.
struct KeysRotateCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Make a new key the active one and move everything to it.",
        discussion: """
            While servers run, go by steps, for each of them must know the new key before it is used: `mortise keys add`; \
            restart them; `mortise keys activate`; restart them; `mortise keys rotate --no-new-key`.
            An interrupted rotation goes on when it is started again, and makes no other key.
            """)

    @Flag(help: "Only move everything to the key that is active now. May run beside servers.")
    var noNewKey = false

    @Flag(help: "Do not ask whether all servers are stopped.")
    var yes = false

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let configuration = try options.configuration()
        var isNew = false
        if !noNewKey {
            let file = try configuration.keyringFile()
            let (status, next) = try await configuration.withEngine(.none) { engine in
                (try await engine.keyStatus(), try await engine.nextKeyNumber())
            }
            // One that was interrupted is gone on with: each call would otherwise leave a key behind.
            if !status.needsRotation {
                if !yes {
                    try Confirmation.ask("Servers that still run cannot read what the new key makes: stop them.")
                }
                try Keyring.addKey(next, toFile: file)
                try Keyring.activateKey(next, inFile: file)
                isNew = true
            }
        }
        let (rotation, status) = try await configuration.withEngine(.none) { engine in
            let progress = ProgressLine()
            defer { progress.clear() }
            let rotation = try await engine.rotateKeys {
                progress.show("\($0.examined) of about \($0.total) rows, \($0.moved) values moved")
            }
            return (rotation, try await engine.keyStatus())
        }
        let verdict =
            rotation.isComplete
            ? "Moved \(rotation.moved) values; nothing is left to move to key \(rotation.key)."
            : "Moved \(rotation.moved) values, but others still write with a retired key. Restart every server with key "
                + "\(rotation.key) active, and run this again."
        return Answer(
            (isNew ? "Key \(rotation.key) is new, and active.\n" : "") + verdict + "\n" + status.text,
            json: [
                "key": .integer(Int64(rotation.key)), "is_new": .bool(isNew), "moved": .integer(Int64(rotation.moved)),
                "complete": .bool(rotation.isComplete), "status": status.json,
            ], status: rotation.isComplete ? .success : .failure)
    }
}
#endif
