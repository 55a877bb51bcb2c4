import MortiseSQL
import MortiseTesting
import Testing

#if SQLite
import MortiseSQLite
#endif
#if Postgres
import MortisePostgres
#endif

/// A backend that storage tests run on.
enum StorageBackend: String, CaseIterable, CustomTestStringConvertible {
    #if SQLite
    case sqliteMemory
    case sqliteFile
    case sqliteFileWithOneConnection
    #endif
    #if Postgres
    case postgres
    case postgresWithOneConnection
    #endif

    /// Those that can run here: PostgreSQL needs a server.
    static var available: [StorageBackend] {
        allCases.filter { backend in
            switch backend {
            #if SQLite
            case .sqliteMemory, .sqliteFile, .sqliteFileWithOneConnection: true
            #endif
            #if Postgres
            case .postgres, .postgresWithOneConnection: PostgresSandbox.isAvailable
            #endif
            }
        }
    }

    var testDescription: String { rawValue }

    /// Gives an empty storage, and removes it afterwards.
    func withStorage(_ body: (ConformanceStorage) async throws -> Void) async throws {
        switch self {
        #if SQLite
        case .sqliteMemory:
            try await body(ConformanceStorage(isPersistent: false) { try await Self.open(.memory, $0) })
        case .sqliteFile, .sqliteFileWithOneConnection:
            let size = self == .sqliteFileWithOneConnection ? 1 : nil
            try await withTemporaryFolder { folder in
                try await body(
                    ConformanceStorage(isPersistent: true) { options in
                        try await Self.open(.file("\(folder)/test.db"), options.limited(to: size))
                    })
            }
        #endif
        #if Postgres
        case .postgres, .postgresWithOneConnection:
            let size = self == .postgresWithOneConnection ? 1 : nil
            try await PostgresSandbox.run { sandbox in
                try await body(
                    ConformanceStorage(isPersistent: true) { options in
                        let options = options.limited(to: size)
                        return try await sandbox.open { configuration in
                            if let size = options.poolSize { configuration.poolSize = size }
                            if let timeout = options.poolTimeout { configuration.poolTimeout = timeout }
                            if let timeout = options.statementTimeout { configuration.statementTimeout = timeout }
                        }
                    })
            }
        #endif
        }
    }

    #if SQLite
    private static func open(
        _ location: SQLiteConfiguration.Location, _ options: ConformanceStorage.Options
    ) async throws -> any Database {
        var configuration = SQLiteConfiguration(location, readers: options.poolSize.map { $0 - 1 })
        if let timeout = options.poolTimeout { configuration.poolTimeout = timeout }
        if let timeout = options.statementTimeout { configuration.statementTimeout = timeout }
        return try await SQLiteDatabase.open(configuration)
    }
    #endif
}

extension ConformanceStorage.Options {
    /// The same with this size of the pool, if there is one.
    fileprivate func limited(to poolSize: Int?) -> ConformanceStorage.Options {
        var options = self
        if let poolSize { options.poolSize = poolSize }
        return options
    }
}

/// Gives a folder of the test's own, and removes it afterwards.
func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    return try await body(folder.path)
}
