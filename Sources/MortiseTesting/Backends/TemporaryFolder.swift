import FoundationEssentials
import Glibc

/// A folder that is removed when it is no longer needed.
public struct TemporaryFolder: Sendable {
    /// Its path.
    public let path: String

    /// Makes one, for its owner alone.
    public init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "mortise-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        path = url.path
    }

    /// Removes it with all it holds.
    public func remove() {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            let message = Array("\(path) could not be removed: \(error)\n".utf8)
            _ = message.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        }
    }
}
