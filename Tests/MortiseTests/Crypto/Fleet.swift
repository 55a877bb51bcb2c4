import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// Nodes of one service on one database, each with the keyring that it has at its moment of a rotation.
struct Fleet: Sendable {
    let storage: TestStorage
    /// The connections that nodes share unless they ask for their own.
    let database: any Database
    let clock = ManualClock()
    let mail = CapturedMail()
    let calls = CallLog()
    let faults = FaultPlan()
    let first = RootKey.random(id: 1)
    let second = RootKey.random(id: 2)

    /// A node, on the connections that all share.
    func node(_ active: RootKey, _ retired: RootKey...) async throws -> AuthEngine {
        try await open(.database(faults.applied(to: calls.recording(database))), active, retired)
    }

    /// A node with connections of its own, where several can open the database.
    func separateNode(_ active: RootKey, _ retired: RootKey...) async throws -> AuthEngine {
        try await open(storage.source, active, retired)
    }

    private func open(_ source: DatabaseSource, _ active: RootKey, _ retired: [RootKey]) async throws -> AuthEngine {
        var configuration = AuthConfiguration.quickToLock
        configuration.rateLimits.isEnabled = false
        let ring = ([active] + retired).map(\.line).joined(separator: ",")
        return try await AuthEngine.open(
            source, keyring: .inline(ring), configuration: configuration.mailing(through: mail), clock: clock)
    }

    /// Sends what waits, and gives the last token that was mailed to an address.
    func mailedToken(to address: String, by node: AuthEngine) async throws -> String {
        try await node.deliverMail()
        return try #require(mail.tokens(to: address).last)
    }
}

extension TestBackend {
    /// Runs a test with a fleet on an empty database.
    func withFleet(_ body: (Fleet) async throws -> Void) async throws {
        try await withStorage { storage in
            let database = try await storage.source.open()
            do {
                try await body(Fleet(storage: storage, database: SharedDatabase(base: database)))
                await database.close()
            } catch {
                await database.close()
                throw error
            }
        }
    }
}

extension AuthEngine {
    /// An account that is verified.
    func account(_ email: String) async throws -> User {
        try await createUser(email: email, password: good, isVerified: true, in: .init())
    }

    /// Rotates, and stops after so many steps.
    func rotateKeys(stoppingAfter steps: Int, batch: Int) async throws -> Bool {
        let task = Task {
            var step = 0
            return try await rotateKeys(batch: batch) { _ in
                step += 1
                if step == steps { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        do {
            return try await task.value.isComplete
        } catch let error as AuthError {
            guard error.code == .cancelled else { throw error }
            return false
        }
    }

    /// How much a key is used for something.
    func uses(of key: UInt32, for use: KeyStatus.Use) async throws -> Int {
        try await keyStatus().keys.first { $0.number == key }?.uses[use] ?? 0
    }
}

/// A database that outlives the engines on it: one that refuses its ring closes what it has opened.
private struct SharedDatabase: Database {
    let base: any Database

    var dialect: any SQLDialect { base.dialect }
    var retryPolicy: RetryPolicy { base.retryPolicy }
    var statistics: PoolStatistics { base.statistics }
    var telemetry: DatabaseTelemetry { base.telemetry }

    func perform<Output>(_ statement: Statement<Output>) async throws(DatabaseError) -> StatementResult<Output> {
        try await base.perform(statement)
    }

    func withConnection<Result: Sendable>(
        _ mode: TransactionMode, _ body: (any DatabaseConnection) async throws -> Result
    ) async throws -> Result {
        try await base.withConnection(mode, body)
    }

    func close() async {}
}
