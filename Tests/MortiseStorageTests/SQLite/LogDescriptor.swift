#if SQLite
import FoundationEssentials
import Glibc
import MortiseSQLite
import Testing

/// The descriptor by which the only open connection writes to its write-ahead log, so that writing can be made to fail.
struct LogDescriptor {
    let path: String
    private let number: Int32
    private let saved: Int32

    init(of configuration: SQLiteConfiguration) throws {
        guard case .file(let file) = configuration.location else { throw POSIXFailure(number: ENOENT) }
        let path = "\(file)-wal"
        let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        let numbers = names.compactMap { Int32($0) }.filter { number in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")) == path
        }
        self.path = path
        number = try #require(numbers.count == 1 ? numbers.first : nil, "one connection is open")
        saved = dup(number)
    }

    /// Lets it lead to another file. SQLite locks nothing in the log, so closing it loses no lock.
    func replace(byFile other: String, flags: Int32) throws {
        let descriptor = open(other, flags | O_CLOEXEC)
        guard descriptor >= 0, dup2(descriptor, number) == number else { throw POSIXFailure(number: errno) }
        close(descriptor)
    }

    /// Lets it lead to the log again.
    func restore() {
        dup2(saved, number)
        close(saved)
    }

    /// Leaves it as it is.
    func abandon() {
        close(saved)
    }
}

struct POSIXFailure: Error {
    let number: Int32
}
#endif
