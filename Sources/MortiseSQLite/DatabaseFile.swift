#if SQLite
import Glibc
import MortiseSQL
import MortiseLocking

/// The file of a database, before SQLite sees it.
struct DatabaseFile {
    // Closing a descriptor drops all locks that the process holds on its file (fcntl(2)), also those of SQLite. So no
    // file that SQLite may have open is opened here, and none is handed to SQLite before it is closed here.
    private static let creation = Locked(())

    private static let smallestPage = 512

    let path: String

    /// The path as SQLite takes it: a relative one could else read as a URI or as `:memory:`.
    var pathForSQLite: String { path.utf8.first == UInt8(ascii: "/") ? path : "./\(path)" }

    /// Whether there is a log or a journal beside it, as while a process has it open, or after one that was killed.
    var isInUse: Bool { [logPath, journalPath].contains { (path: String) in access(path, F_OK) == 0 } }

    /// The file as a URI by which SQLite reads it without looking for a log or a lock (sqlite.org/uri.html).
    var unchangingURI: String {
        let path = pathForSQLite.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            default: "%" + String(256 + Int(byte), radix: 16).dropFirst()
            }
        }
        return "file:\(path.joined())?immutable=1"
    }

    /// Looks that the file is one, and makes it where it is missing, readable by its owner alone.
    ///
    /// - Throws: ``DatabaseError`` with code `.unavailable`, `.permissionDenied`, `.readOnly` or `.diskFull`.
    func prepare(createsFile: Bool) throws(DatabaseError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw DatabaseError(.unavailable, "the path of the database is empty or holds NUL")
        }
        let failure = Self.creation.withLock { _ in findOrCreate(createsFile: createsFile) }
        if let failure { throw failure }
    }

    private func findOrCreate(createsFile: Bool) -> DatabaseError? {
        // Looked for before the file: while another process makes the database, its log comes second.
        let hasLog = hasContent(logPath)
        let hasJournal = hasContent(journalPath)
        var status = stat()
        let isFound = stat(path, &status) == 0
        guard isFound || errno == ENOENT else { return failure(errno) }
        if hasLog && (!isFound || status.st_mode & S_IFMT == S_IFREG && status.st_size == 0) { return abandonedLog }
        if isFound {
            return switch status.st_mode & S_IFMT {
            case S_IFREG: status.st_size % Self.smallestPage == 0 || hasLog || hasJournal ? nil : cutPage
            case S_IFDIR: DatabaseError(.unavailable, "\(path) is a folder, not a database file")
            default: DatabaseError(.unavailable, "\(path) is not a regular file")
            }
        }
        guard createsFile else { return DatabaseError(.unavailable, "\(path) does not exist") }
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)
        guard descriptor >= 0 else { return errno == EEXIST ? nil : failure(errno) }
        close(descriptor)
        return nil
    }

    private func failure(_ number: Int32) -> DatabaseError {
        let code = DatabaseError.Code(systemError: number) ?? .unavailable
        let advice = OpeningAdvice(code: code, path: path).suffix
        return DatabaseError(code, "\(path) cannot be opened: \(String(cString: strerror(number)))\(advice)")
    }

    private var logPath: String { "\(path)-wal" }
    private var journalPath: String { "\(path)-journal" }

    private func hasContent(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size > 0
    }

    // SQLite takes what is missing of the last page for zeros, and a file of one byte for a new one.
    private var cutPage: DatabaseError {
        DatabaseError(
            .corrupt,
            "\(path) is no database, or was cut off within a page\(OpeningAdvice(code: .corrupt, path: path).suffix)")
    }

    // SQLite takes an empty file for a new database and deletes the log beside it, with all that only the log holds.
    private var abandonedLog: DatabaseError {
        DatabaseError(
            .corrupt,
            """
            \(path) is gone or empty, but its log \(logPath) still holds data: \
            put the file back beside it, or remove the log to begin anew
            """)
    }
}

extension DatabaseError.Code {
    /// What an `errno` of a file operation means, where it says more than that the file is unavailable.
    init?(systemError number: Int32) {
        switch number {
        case EACCES, EPERM: self = .permissionDenied
        case EROFS: self = .readOnly
        case ENOSPC, EDQUOT, EFBIG: self = .diskFull
        default: return nil
        }
    }
}
#endif
