#if SQLite
import CSQLite
import MortiseSQL

/// A version of the SQLite library, as `major * 1_000_000 + minor * 1_000 + patch`.
struct SQLiteVersion: Comparable, CustomStringConvertible {
    let number: Int32

    /// The library in use.
    static var running: SQLiteVersion { SQLiteVersion(number: sqlite3_libversion_number()) }

    /// STRICT tables came with 3.37.
    static let minimum = SQLiteVersion(number: 3_037_000)

    static func < (lhs: SQLiteVersion, rhs: SQLiteVersion) -> Bool { lhs.number < rhs.number }

    var description: String { "\(number / 1_000_000).\(number / 1_000 % 1_000).\(number % 1_000)" }

    /// Refuses a library that lacks what the statements of this package use.
    ///
    /// - Throws: ``DatabaseError`` with code `.unsupported`.
    func requireSupported() throws(DatabaseError) {
        guard self >= .minimum else {
            throw DatabaseError(.unsupported, "SQLite \(self) is too old: \(Self.minimum) or newer is needed")
        }
    }
}
#endif
