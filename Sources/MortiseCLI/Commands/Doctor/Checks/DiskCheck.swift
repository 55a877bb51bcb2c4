#if CLI
import Glibc

/// Whether an SQLite file has room to grow.
struct DiskCheck: Check {
    // Below it the next writes may fail.
    private static let least = 64 << 20
    // Room for a log that readers keep from being moved into the file.
    private static let comfortable = 1 << 30

    let name = "disk"

    func findings(in installation: Installation) async -> [Finding] {
        guard case .sqliteFile(let path) = installation.configuration.database else {
            return [.skipped("this machine does not keep the data")]
        }
        let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "."
        var system = statvfs()
        guard statvfs(folder, &system) == 0 else { return [.skipped("there is no folder \(folder) yet")] }
        let free = Int(clamping: system.f_bavail.multipliedReportingOverflow(by: system.f_frsize).partialValue)
        var file = stat()
        let size = stat(path, &file) == 0 ? Int(file.st_size) : 0
        let text = "\(free >> 20) MiB are free where the database lies, which has \(size >> 20) MiB"
        if free < Self.least { return [.failed(text, fix: "Make room in \(folder) before writes fail.")] }
        // A backup beside it is as large as the file.
        guard free < max(size, Self.comfortable) else { return [.ok(text)] }
        return [.warning(text, fix: "Make room in \(folder), for the log and a backup.")]
    }
}
#endif
