#if CLI
import Logging
import Mortise
import MortiseSQL

extension Configuration {
    /// What a command may do to a database that is not up to date, or not there.
    enum Preparation: Sendable {
        /// The default database is made and migrated; any other must be up to date.
        case defaultDatabase
        /// Whichever it is, it is migrated.
        case anyDatabase
        /// It must be there and up to date.
        case none
    }

    /// Opens an engine.
    ///
    /// - Parameters:
    ///   - preparation: What may be done to the database.
    ///   - mail: How mail leaves; without it, mail waits for the server.
    ///   - logger: Where log entries go.
    /// - Throws: ``CommandFailure``, `AuthError`, `MigrationError`, `DatabaseError`.
    func openEngine(
        _ preparation: Preparation, mail: MailConfiguration? = nil, logger: Logger
    ) async throws -> AuthEngine {
        var engine = engine
        engine.mail = mail
        let isPrivate = database == .sqliteMemory
        engine.migratesAtOpen =
            switch preparation {
            case .defaultDatabase: isDefaultDatabase || isPrivate
            case .anyDatabase: true
            case .none: isPrivate
            }
        let keyring = try keyringSource()
        let creates = engine.migratesAtOpen
        if isDefaultDatabase && creates { try DataFolder.make(dataDirectory) }
        do {
            return try await AuthEngine.open(
                database.source(creates ? .make : .use, preparesStatements: preparesStatements), keyring: keyring,
                configuration: engine, logger: logger)
        } catch let error as MigrationError where isPendingRefusal(error) {
            throw CommandFailure(
                .migrations, "migrations_pending",
                "The database has pending migrations. Apply them with `mortise migrate up`, or start with "
                    + "`mortise serve --migrate`.")
        }
    }

    private func isPendingRefusal(_ error: MigrationError) -> Bool {
        if case .pending = error.code { true } else { false }
    }

    /// Runs `body` with an engine and closes it.
    func withEngine<Result: Sendable>(
        _ preparation: Preparation, _ body: (AuthEngine) async throws -> Result
    ) async throws -> Result {
        let engine = try await openEngine(preparation, logger: logger(.warning))
        do {
            let result = try await body(engine)
            await engine.close()
            return result
        } catch {
            await engine.close()
            throw error
        }
    }

    /// A logger for the standard error stream.
    ///
    /// - Parameter floor: The least severe events of a command, whatever less the setting asks for.
    func logger(_ floor: Logger.Level = .trace) -> Logger {
        Logger(label: "mortise") { _ in LineLogHandler(logLevel: max(logLevel, floor)) }
    }
}
#endif
