#if CLI
import Glibc

/// Whether files that hold secrets or personal data are closed to others. The keyring's own mode is looked at where it is
/// read.
struct FilesCheck: Check {
    let name = "files"

    func findings(in installation: Installation) async -> [Finding] {
        let places = Self.places(of: installation.configuration)
        let found = places.compactMap { place in Self.mode(of: place.path).map { (place, $0) } }
        let faults = found.compactMap { place, mode in place.fault(of: mode) }
        if !faults.isEmpty { return faults }
        guard !found.isEmpty else { return [.skipped("there are no files to look at yet")] }
        return [.ok("\(found.count) looked at, none is open to others")]
    }

    /// A file or folder, and who may read it beside its owner.
    private struct Place {
        let path: String
        let isFolder: Bool
        /// Whether a group may be let in on purpose, as the server's into a file that root keeps.
        let admitsGroup: Bool

        func fault(of mode: mode_t) -> Finding? {
            let right = isFolder ? "700" : admitsGroup ? "640" : "600"
            let text = "\(path) is open to others (mode \(String(mode & 0o777, radix: 8)))"
            let fix = "Run `chmod \(right) \(path)`."
            // What lies in a folder has modes of its own.
            if mode & 0o007 != 0 { return isFolder ? .warning(text, fix: fix) : .failed(text, fix: fix) }
            guard mode & (admitsGroup ? 0o020 : 0o070) != 0 else { return nil }
            return .warning("\(path) is open to its group (mode \(String(mode & 0o777, radix: 8)))", fix: fix)
        }
    }

    private static func places(of configuration: Configuration) -> [Place] {
        var places: [Place] = []
        if configuration.isDefaultDatabase {
            places.append(Place(path: configuration.dataDirectory, isFolder: true, admitsGroup: false))
        }
        if case .sqliteFile(let path) = configuration.database {
            places += ["", "-wal", "-shm"].map { Place(path: path + $0, isFolder: false, admitsGroup: false) }
        }
        if case .folder(let path) = configuration.mail.delivery {
            // The links in mails let in whoever reads them.
            places.append(Place(path: path, isFolder: true, admitsGroup: false))
        }
        for path in configuration.settings.filesWithSecrets {
            places.append(Place(path: path, isFolder: false, admitsGroup: true))
        }
        return places
    }

    private static func mode(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode : nil
    }
}

extension ResolvedSettings {
    /// The files of settings that set something secret.
    fileprivate var filesWithSecrets: Set<String> {
        Set(
            entries.filter(\.setting.isSecret).compactMap { entry in
                if case .file(let path, _) = entry.source { path } else { nil }
            })
    }
}
#endif
