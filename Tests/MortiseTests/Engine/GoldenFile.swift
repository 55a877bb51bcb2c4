import Foundation
import MortiseFixtures
import Testing

/// Compares a text with a fixture file, byte for byte.
///
/// With `MORTISE_UPDATE_FIXTURES=1` the file in the source tree is written instead, to be reviewed and committed.
func expectGolden(_ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["MORTISE_UPDATE_FIXTURES"] == "1" {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "Fixtures/\(path)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return
    }
    let golden = try Fixtures.text(path)
    #expect(
        Array(text.utf8) == Array(golden.utf8), "\(path) differs from what is rendered now:\n\(text)",
        sourceLocation: sourceLocation)
}
