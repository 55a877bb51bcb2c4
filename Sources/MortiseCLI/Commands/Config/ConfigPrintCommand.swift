#if CLI
import ArgumentParser
import Mortise

/// `mortise config print`.
struct ConfigPrintCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "print", abstract: "Print each setting, its value without secrets, and where that comes from.")

    @OptionGroup var options: CommonOptions

    func answer() async throws -> Answer {
        let entries = try options.configuration().settings.entries
        let table = TextTable(
            ["NAME", "VALUE", "SOURCE"], entries.map { [$0.setting.name, $0.shown ?? "", $0.source.description] })
        return Answer(table.text, json: ["settings": .array(entries.map(json))])
    }

    private func json(_ entry: ResolvedSettings.Entry) -> JSON {
        [
            "name": .string(entry.setting.name), "value": entry.shown.map(JSON.string) ?? .null,
            "source": .string(entry.source.description), "is_secret": .bool(entry.setting.isSecret),
        ]
    }
}
#endif
