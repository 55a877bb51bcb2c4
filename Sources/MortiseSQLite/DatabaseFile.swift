#if SQLite
import Glibc
import MortiseSQL
import MortiseLocking

/// The file of a database, before SQLite sees it.
struct DatabaseFile {
    // Closing a descriptor drops all locks that the process holds on its file (fcntl(2)), also those of SQLite. So no
    // file that SQLite may have open is opened here, and none is handed to SQLite before it is closed here.
    private static let creation = Locked(())

    let path: String

    /// The path as SQLite takes it: a relative one could else read as a URI or as `:memory:`.
    var pathForSQLite: String { path.utf8.first == UInt8(ascii: "/") ? path : "./\(path)" }

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
        var status = stat()
        if stat(path, &status) == 0 {
            return switch status.st_mode & S_IFMT {
            case S_IFREG: nil
            case S_IFDIR: DatabaseError(.unavailable, "\(path) is a folder, not a database file")
            default: DatabaseError(.unavailable, "\(path) is not a regular file")
            }
        }
        guard errno == ENOENT else { return failure(errno) }
        guard createsFile else { return DatabaseError(.unavailable, "\(path) does not exist") }
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)
        guard descriptor >= 0 else { return errno == EEXIST ? nil : failure(errno) }
        close(descriptor)
        return nil
    }

    private func failure(_ number: Int32) -> DatabaseError {
        let code = DatabaseError.Code(systemError: number) ?? .unavailable
        return DatabaseError(code, "\(path) cannot be opened: \(String(cString: strerror(number)))")
    }
}

extension DatabaseError.Code {
    /// What an `errno` of a file operation means, where it says more than that the file is unavailable.
    init?(systemError number: Int32) {
        switch number {
        case EACCES, EPERM: self = .permissionDenied
        case EROFS: self = .readOnly
        case ENOSPC, EDQUOT: self = .diskFull
        default: return nil
        }
    }
}
#endif
