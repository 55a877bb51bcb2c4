#if CLI
import Foundation
import Testing

@testable import MortiseCLI

struct SettingsTableTests {
    @Test func `the documentation holds the table of the registry`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("Docs/Configuration.md"), encoding: .utf8)
        #expect(text.contains("\n\(SettingsTable.markdown)\n"), "Put this table there:\n\(SettingsTable.markdown)")
    }

    @Test func `each setting stands once, under a name of ours, with a default that is valid`() throws {
        #expect(Set(Settings.all.map(\.name)).count == Settings.all.count)
        for setting in Settings.all {
            #expect(setting.name.hasPrefix("MORTISE_") && setting.summary.hasSuffix("."))
            if case .text(let text) = setting.standard { try setting.check(text) }
        }
    }
}
#endif
