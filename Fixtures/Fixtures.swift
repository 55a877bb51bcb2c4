import Foundation

/// Files that tests compare with: rendered SQL by dialect, and published test vectors.
public enum Fixtures {
    /// The text of a fixture file.
    ///
    /// - Parameter path: A path below the fixture folder, as `Migrations/sqlite/0001_keys.up.sql`.
    public static func text(_ path: String) throws -> String {
        let folder = Bundle.module.resourceURL ?? source
        return try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    /// The text that a rendering must equal, byte for byte.
    ///
    /// With `MORTISE_UPDATE_FIXTURES=1` the rendering becomes the file in the source tree, to be reviewed and committed.
    public static func golden(_ path: String, for rendering: String) throws -> String {
        guard ProcessInfo.processInfo.environment["MORTISE_UPDATE_FIXTURES"] == "1" else { return try text(path) }
        let file = source.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try rendering.write(to: file, atomically: true, encoding: .utf8)
        return rendering
    }

    private static let source = URL(filePath: #filePath).deletingLastPathComponent()
}
