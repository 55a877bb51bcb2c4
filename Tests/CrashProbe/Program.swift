/// Migrates a database and dies on the way, for the tests of the whole system:
///
///     CrashProbe kill SET up|down URL CALL    ends as by `kill -9` before that call, counted from 1; 0 when it passed
///     CrashProbe hold SET URL                 stops within the first migration and keeps the lock
@main
enum Program {
    #if CLI
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.count == 5, arguments[0] == "kill", let set = ProbedMigrations(rawValue: arguments[1]),
            let direction = MigrationProbe.Direction(rawValue: arguments[2]), let call = Int(arguments[4])
        {
            try await MigrationProbe(set: set, url: arguments[3]).run(direction, killedBefore: call)
        } else if arguments.count == 3, arguments[0] == "hold", let set = ProbedMigrations(rawValue: arguments[1]) {
            try await MigrationProbe(set: set, url: arguments[2]).hold()
        } else {
            throw UnknownArguments(arguments: arguments)
        }
    }

    private struct UnknownArguments: Error { let arguments: [String] }
    #else
    static func main() {}
    #endif
}
