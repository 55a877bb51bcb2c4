public import Mortise
public import MortiseSQL

/// An engine on a database of the test's own, with everything that a test wants to see or to break.
public struct TestEngine: Sendable {
    /// The engine.
    public let auth: AuthEngine
    /// Its clock.
    public let clock: ManualClock
    /// The calls it makes to its database.
    public let calls: CallLog
    /// What goes wrong with them.
    public let faults: FaultPlan
    /// The database beneath, without log and faults.
    public let database: any Database
    /// Where the database is, to open another node on it.
    public let storage: TestStorage
    /// The keyring, for another node.
    public let keyring: KeyringSource
    /// What it has sent, once ``AuthEngine/deliverMail()`` was called.
    public let mail: CapturedMail

    /// Another engine on the same database, as another node of the same service.
    public func anotherNode(configuration: AuthConfiguration = .forTesting) async throws -> AuthEngine {
        try await AuthEngine.open(
            storage.source, keyring: keyring, configuration: configuration.mailing(through: mail), clock: clock)
    }

    /// Sends what waits in the outbox, and gives the last token that was mailed to an address.
    public func mailedToken(to address: String) async throws -> String {
        try await auth.deliverMail()
        guard let token = mail.tokens(to: address).last else { throw NoSuchMail() }
        return token
    }
}

/// No mail with a token went to the address.
public struct NoSuchMail: Error {}

/// Stored data is not what the engine promises: the end of a test found it so.
public struct InconsistentData: Error, CustomStringConvertible {
    /// What was found.
    public let report: ConsistencyReport

    /// The findings, one a line.
    public var description: String { report.findings.map(\.description).joined(separator: "\n") }
}

extension TestBackend {
    /// Runs a test with an engine on an empty database. At its end all stored data is checked.
    ///
    /// - Throws: ``InconsistentData``, or what `body` throws.
    public func withEngine<Result: Sendable>(
        configuration: AuthConfiguration = .forTesting, _ body: (TestEngine) async throws -> Result
    ) async throws -> Result {
        try await withStorage { storage in
            let clock = ManualClock()
            let calls = CallLog()
            let faults = FaultPlan()
            let keyring = KeyringSource.ephemeral
            let mail = CapturedMail()
            let database = try await storage.source.open()
            let auth = try await AuthEngine.open(
                .database(faults.applied(to: calls.recording(database))), keyring: keyring,
                configuration: configuration.mailing(through: mail), clock: clock)
            do {
                let engine = TestEngine(
                    auth: auth, clock: clock, calls: calls, faults: faults, database: database, storage: storage,
                    keyring: keyring, mail: mail)
                let result = try await body(engine)
                faults.stop()
                let report = try await auth.verify()
                guard report.isConsistent else { throw InconsistentData(report: report) }
                await auth.close()
                return result
            } catch {
                await auth.close()
                throw error
            }
        }
    }
}
