#if CLI
/// How the command ends, for scripts.
enum ExitStatus: Int32, Sendable {
    case success = 0
    case failure = 1
    /// The command line is wrong.
    case usage = 2
    /// Migrations are pending, or the applied ones are not those of this version.
    case migrations = 3
    /// Another process kept the lock.
    case locked = 4
    /// The database cannot be reached, or not now.
    case notReady = 5
}
#endif
