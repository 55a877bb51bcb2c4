import Foundation

/// What happens just now, on standard error.
enum Progress {
    static func say(_ line: String) {
        FileHandle.standardError.write(Data("bench: \(line)\n".utf8))
    }

    /// Reports the filling of a database now and then.
    static func loading(_ name: String, rows: Int) -> (_ loaded: Int) -> Void {
        say("\(name): loading \(rows) sessions")
        return { loaded in
            if loaded.isMultiple(of: 1_000_000) { say("\(name): \(loaded) of \(rows) sessions") }
        }
    }
}
