import MortiseSQL

/// What every backend of ``Database`` must do, as checks that need no test framework.
///
/// ```swift
/// @Test(arguments: DatabaseConformance.checks)
/// func `the backend keeps the contract`(check: DatabaseConformance.Check) async throws {
///     let server = try await TestServer.withEmptyDatabase()
///     try await check.run(on: ConformanceStorage(isPersistent: true) { options in
///         try await MyDatabase.open(server.url, poolSize: options.poolSize ?? 4)
///     })
/// }
/// ```
public enum DatabaseConformance {
    /// All checks. Each needs an empty storage of its own.
    public static let checks: [Check] =
        typeChecks + statementChecks + errorChecks + transactionChecks + concurrencyChecks + poolChecks
        + lifetimeChecks + enduranceChecks

    /// One rule of the contract.
    public struct Check: Sendable, CustomStringConvertible {
        /// The rule, as a sentence.
        public let name: String
        let options: ConformanceStorage.Options
        let body: @Sendable (any Database) async throws -> Void
        let afterReopening: (@Sendable (any Database) async throws -> Void)?

        init(
            _ name: String, options: ConformanceStorage.Options = ConformanceStorage.Options(),
            afterReopening: (@Sendable (any Database) async throws -> Void)? = nil,
            _ body: @escaping @Sendable (any Database) async throws -> Void
        ) {
            self.name = name
            self.options = options
            self.body = body
            self.afterReopening = afterReopening
        }

        /// The name.
        public var description: String { name }

        /// Runs the check, and looks that no connection is left in use.
        ///
        /// - Parameter storage: An empty storage.
        /// - Throws: ``ConformanceFailure`` when the backend breaks the rule, or the error that kept it from being
        ///   checked.
        public func run(on storage: ConformanceStorage) async throws {
            try await Self.run(body, on: storage, options)
            if let afterReopening, storage.isPersistent {
                try await Self.run(afterReopening, on: storage, options)
            }
        }

        private static func run(
            _ body: @Sendable (any Database) async throws -> Void, on storage: ConformanceStorage,
            _ options: ConformanceStorage.Options
        ) async throws {
            let database = try await storage.open(options)
            do {
                try await body(database)
                let statistics = database.statistics
                try expect(statistics.inUse, is: 0, "connections in use at the end")
                try expect(statistics.waiting, is: 0, "tasks waiting at the end")
            } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }
}
