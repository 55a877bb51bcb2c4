#if CLI
import Glibc
import MortiseSQL
#endif

/// Comes to grief in a process of its own, for the tests of the whole system:
///
///     CrashProbe kill SET up|down URL CALL    ends as by `kill -9` before that call, counted from 1; 0 when it passed
///     CrashProbe hold SET URL                 stops within the first migration and keeps the lock
///     CrashProbe lock URL                     stops within a write transaction and says `locked`
///     CrashProbe write URL ROUND WRITERS N    writes N times with each writer, 0 for ever: see `LedgerWriters`
///     CrashProbe events URL RING END ROUND        registers and delivers until it dies: see `EventProbe`
///     CrashProbe rotate URL RING CALL             rotates keys and ends as by `kill -9` before that call; 0 for never
///     CrashProbe open PATH write|read         opens a file as a user without rights, and says what came of it
///     CrashProbe full FOLDER                  fills a small disk of its own; 77 where the system permits none
///     CrashProbe memory URL N                 runs N statements and says how much memory that took for good
@main
enum Program {
    #if CLI
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("kill", 5):
            guard let set = ProbedMigrations(rawValue: arguments[1]),
                let direction = MigrationProbe.Direction(rawValue: arguments[2]), let call = Int(arguments[4])
            else { throw UnknownArguments(arguments: arguments) }
            try await MigrationProbe(set: set, url: arguments[3]).run(direction, killedBefore: call)
        case ("hold", 3):
            guard let set = ProbedMigrations(rawValue: arguments[1]) else {
                throw UnknownArguments(arguments: arguments)
            }
            try await MigrationProbe(set: set, url: arguments[2]).hold()
        case ("lock", 2):
            try await DatabaseSource.at(arguments[1]).open().transaction { _ in
                print("locked")
                fflush(nil)
                while true { pause() }
            }
        case ("write", 5):
            guard let round = Int64(arguments[2]), let writers = Int(arguments[3]), let count = Int(arguments[4])
            else { throw UnknownArguments(arguments: arguments) }
            let database = try await DatabaseSource.at(arguments[1]).open()
            await LedgerWriters(
                database: database, round: round, writers: writers, count: count == 0 ? nil : count
            ).run()
            await database.close()
        case ("events", 5):
            guard let end = EventProbe.End(rawValue: arguments[3]) else { throw UnknownArguments(arguments: arguments) }
            try await EventProbe(url: arguments[1], ring: arguments[2]).run(until: end, round: arguments[4])
        case ("rotate", 4):
            guard let call = Int(arguments[3]) else { throw UnknownArguments(arguments: arguments) }
            try await RotationProbe(url: arguments[1], ring: arguments[2]).run(killedBefore: call)
        case ("open", 3):
            print(try await OpeningProbe(path: arguments[1], isReadOnly: arguments[2] == "read").run(), terminator: "")
        case ("full", 2):
            print("no mount: \(FullDiskProbe.mount(on: arguments[1], then: ["full-mounted", arguments[1]]))")
            exit(77)
        case ("full-mounted", 2): try await FullDiskProbe(folder: arguments[1]).run()
        case ("memory", 3):
            guard let count = Int(arguments[2]) else { throw UnknownArguments(arguments: arguments) }
            print(try await MemoryProbe(url: arguments[1], count: count).run())
        default: throw UnknownArguments(arguments: arguments)
        }
    }

    private struct UnknownArguments: Error { let arguments: [String] }
    #else
    static func main() {}
    #endif
}
