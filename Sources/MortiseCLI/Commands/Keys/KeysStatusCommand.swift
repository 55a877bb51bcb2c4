#if CLI
import ArgumentParser
import Mortise

/// `mortise keys status`.
struct KeysStatusCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what each key is used for, and which can be dropped. Reads all accounts."
    )

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let status = try await options.configuration().withEngine(.none) { engine in
            let progress = ProgressLine()
            defer { progress.clear() }
            progress.show("reading all accounts, links and mails …")
            return try await engine.keyStatus()
        }
        return Answer(status.text, json: status.json)
    }
}

extension KeyStatus {
    /// For people.
    var text: String {
        let table = TextTable(
            ["KEY", "STATE", "ADDRESSES", "SEALED VALUES", "SESSIONS", "MAILED LINKS", "CAN BE DROPPED"],
            keys.map { key in
                [String(key.number), key.state] + Use.allCases.map { String(key.uses[$0, default: 0]) }
                    + [key.canBeDropped ? "yes" : "no"]
            }
        ).text
        var lines = [table]
        if needsRotation { lines.append("A rotation has work to do: `mortise keys rotate --no-new-key`.") }
        if unreadable > 0 { lines.append("\(unreadable) values open with no key; `mortise verify` names them.") }
        return lines.joined(separator: "\n")
    }

    /// For programs.
    var json: JSON {
        [
            "keys": .array(keys.map(\.json)), "needs_rotation": .bool(needsRotation),
            "unreadable": .integer(Int64(unreadable)),
        ]
    }
}

extension KeyStatus.Key {
    fileprivate var state: String {
        isDropped ? "dropped" : isActive ? "active" : isOnRing ? "retired" : "missing"
    }

    fileprivate var json: JSON {
        var uses = JSON.Object()
        for use in KeyStatus.Use.allCases { uses[use.rawValue] = .integer(Int64(self.uses[use, default: 0])) }
        return [
            "key": .integer(Int64(number)), "state": .string(state), "uses": .object(uses),
            "can_be_dropped": .bool(canBeDropped),
        ]
    }
}
#endif
