import MortiseLocking
import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// Configurations that no engine opens with.
@Suite struct OpeningTests {
    @Test func `two subscribers of one name are refused before anything is opened`() async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.subscribers = ["mails", "search", "mails"].map { EventSubscriber($0, to: [.registered]) { _ in } }
        let refusal = try await refusal(of: configuration)
        #expect(refusal.code == .configuration && refusal.message.contains("mails"))
        #expect(refusal.code.label == "configuration")
    }

    @Test(arguments: [0, -1, 1_025, .max])
    func `a number of hashing threads out of range is refused before anything is opened`(threads: Int) async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.hashingThreads = threads
        #expect(try await refusal(of: configuration).code == .configuration)
    }

    @Test func `so are a queue and a wait`() async throws {
        var configuration = AuthConfiguration.forTesting
        configuration.hashingQueueLimit = -1
        #expect(try await refusal(of: configuration).code == .configuration)
        configuration = .forTesting
        configuration.hashingMaximumWait = .seconds(-1)
        #expect(try await refusal(of: configuration).code == .configuration)
    }

    /// The error of an engine that opens no database.
    private func refusal(
        of configuration: AuthConfiguration, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> AuthError {
        let hasOpened = Locked(false)
        let source = DatabaseSource { () throws(DatabaseError) in
            hasOpened.withLock { $0 = true }
            throw DatabaseError(.unavailable, "there is none")
        }
        let error = try await #require(throws: AuthError.self, sourceLocation: sourceLocation) {
            _ = try await AuthEngine.open(source, keyring: .ephemeral, configuration: configuration)
        }
        #expect(!hasOpened.withLock { $0 }, sourceLocation: sourceLocation)
        return error
    }
}
