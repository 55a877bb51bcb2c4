import Foundation
import Testing

/// The example of Docs/Hooks.md is the code that the tests of hooks compile and run.
struct DocumentedExampleTests {
    @Test func `the documented profile is the one that is tested`() throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let example = try String(contentsOf: here.appending(path: "ProfileExample.swift"), encoding: .utf8)
        let page = try String(contentsOf: root.appending(path: "Docs/Hooks.md"), encoding: .utf8)
        #expect(page.contains("```swift\n\(example)```\n"))
    }
}
