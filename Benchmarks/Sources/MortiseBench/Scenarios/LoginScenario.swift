import CReference
import Mortise
import MortiseSQLite
import MortiseTesting

/// Logins at the cost of production, beside the hashes alone.
enum LoginScenario {
    private static let tasks = 16
    private static let password: Password = "correct horse battery"

    static var all: [Scenario<AuthEngine>] {
        let name = "Logins, \(tasks) tasks"
        return [
            Scenario(
                name: name,
                comparisons: [
                    Comparison(name: name, measure: .rate, reference: .variant("raw libargon2"), target: 0.97)
                ],
                // One takes tens of milliseconds, so the last ones of a round would weigh much in a short one.
                stretch: 4
            ) { auth in
                [
                    .tasks(tasks) { random in
                        let email = email(Int.random(in: 0..<tasks, using: &random))
                        _ = try await auth.logIn(email: email, password: password, in: RequestContext())
                    },
                    // The standard cost, OWASP's minimum.
                    try .raw("raw libargon2", reference_argon2(Int32(auth.configuration.hashingThreads), 19_456, 2, 1)),
                ]
            }
        ]
    }

    /// An engine on a SQLite file, with a user for each task.
    static func withEngine(_ perform: (AuthEngine) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var configuration = AuthConfiguration()
        // All of it comes from nowhere, and as often as it can.
        configuration.rateLimits.isEnabled = false
        configuration.hashingQueueLimit = 1_000
        // On a busy machine a login must be slow rather than refused.
        configuration.hashingMaximumWait = .seconds(60)
        let auth = try await AuthEngine.open(
            .sqlite(path: "\(folder.path)/bench.db"), keyring: .ephemeral, configuration: configuration)
        do {
            for number in 0..<tasks {
                _ = try await auth.createUser(
                    email: email(number), password: password, isVerified: true, in: RequestContext())
            }
            try await perform(auth)
        } catch {
            await auth.close()
            throw error
        }
        await auth.close()
    }

    static func email(_ number: Int) -> String { "user\(number)@example.com" }
}
