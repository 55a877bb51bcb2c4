public import Foundation

/// Files that tests compare with: rendered SQL by dialect, and published test vectors.
public enum Fixtures {
    /// The folder of the fixture files in the source tree's build product.
    ///
    /// - Parameter path: A path below the fixture folder, as `Migrations/sqlite/0001_accounts.up.sql`.
    public static func url(_ path: String) -> URL {
        Bundle.module.resourceURL.map { $0.appending(path: path) } ?? URL(filePath: path)
    }

    /// The text of a fixture file.
    public static func text(_ path: String) throws -> String {
        try String(contentsOf: url(path), encoding: .utf8)
    }
}
