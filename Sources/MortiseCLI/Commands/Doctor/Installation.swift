#if CLI
import Glibc
import Logging
import Mortise
import MortiseSQL

/// What `mortise doctor` looks at: the settings, and what could be opened by them, to be read alone.
struct Installation: Sendable {
    /// The database as it was found.
    enum Storage: Sendable {
        /// It is open; the engine that reads it makes nothing.
        case open(any Database)
        /// There is no file yet.
        case missing(String)
        /// It is in memory and so not there.
        case inMemory
        case failed(DatabaseError)
    }

    let configuration: Configuration
    let storage: Storage
    /// An engine on the database, where that is open and can be read.
    let engine: AuthEngine?
    /// Why the keyring cannot be used; the engine has another one then.
    let keyringFailure: (any Error)?
    /// Why the database is open and yet cannot be read.
    let readFailure: (any Error)?
    /// Whether no migration was ever applied.
    let isNew: Bool
    /// Whether tables are missing that the engine asks for.
    let lacksTables: Bool
    /// What the engine says of itself.
    let health: [HealthCheck]

    var database: (any Database)? {
        if case .open(let database) = storage { database } else { nil }
    }

    /// Opens what there is. Nothing is made, and nothing written.
    static func open(_ configuration: Configuration) async -> Installation {
        switch configuration.database {
        case .sqliteMemory: return Installation(configuration, .inMemory)
        case .sqliteFile(let path):
            if access(path, F_OK) != 0, errno == ENOENT, access("\(path)-wal", F_OK) != 0 {
                return Installation(configuration, .missing(path))
            }
        case .postgres: break
        }
        let source = configuration.database.source(.look, preparesStatements: configuration.preparesStatements)
        do throws(DatabaseError) {
            return await look(at: try await source.open(), configuration)
        } catch {
            return Installation(configuration, .failed(error))
        }
    }

    private static func look(at database: any Database, _ configuration: Configuration) async -> Installation {
        var keyringFailure: (any Error)?
        do {
            let migrations = try await AuthEngine.migrator(database).status()
            let isNew = migrations.allSatisfy { $0.applied == nil }
            let engine: AuthEngine
            do {
                engine = try await inspect(database, configuration.keyringSource(), configuration)
            } catch let error as DatabaseError {
                throw error
            } catch {
                keyringFailure = error
                engine = try await inspect(database, .ephemeral, configuration)
            }
            return Installation(
                configuration, .open(database), engine: engine, keyringFailure: keyringFailure, isNew: isNew,
                lacksTables: migrations.contains { $0.state == .pending || $0.state == .interrupted },
                health: isNew ? [] : await engine.health())
        } catch {
            return Installation(configuration, .open(database), readFailure: error)
        }
    }

    private static func inspect(
        _ database: any Database, _ keyring: KeyringSource, _ configuration: Configuration
    ) async throws -> AuthEngine {
        var engine = configuration.engine
        // Without it the engine does not look for mail that waits. What is wrong with it is for MailCheck to tell.
        engine.mail = try? configuration.mailOfServer()
        return try await AuthEngine.inspecting(
            database, keyring: keyring, configuration: engine, logger: configuration.logger(.critical))
    }

    init(
        _ configuration: Configuration, _ storage: Storage, engine: AuthEngine? = nil,
        keyringFailure: (any Error)? = nil, readFailure: (any Error)? = nil, isNew: Bool = true,
        lacksTables: Bool = true, health: [HealthCheck] = []
    ) {
        self.configuration = configuration
        self.storage = storage
        self.engine = engine
        self.keyringFailure = keyringFailure
        self.readFailure = readFailure
        self.isNew = isNew
        self.lacksTables = lacksTables
        self.health = health
    }

    /// Closes what is open.
    func close() async {
        await engine?.close()
        await database?.close()
    }
}
#endif
