#if SQLite
import Glibc
import MortiseSQL

/// What an operator can do about a file that does not open.
struct OpeningAdvice {
    let code: DatabaseError.Code
    let path: String

    /// The advice as the end of a message, or nothing where there is none to give.
    var suffix: String {
        switch code {
        case .permissionDenied, .readOnly:
            "; let user \(geteuid()) write the file and its folder \(folder), where SQLite keeps the log even to read"
        case .diskFull: "; make room in \(folder), where SQLite keeps the log beside the file"
        case .corrupt: "; it was left as it is: if it is the right file, restore a backup"
        default: ""
        }
    }

    private var folder: String {
        guard let end = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return end == path.startIndex ? "/" : String(path[..<end])
    }
}
#endif
