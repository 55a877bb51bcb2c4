import Foundation
import Mortise
import MortiseSQL
import MortiseSQLite
import MortiseTesting

/// An engine on a SQLite file of many users.
struct SQLiteStage {
    /// A copy of the engine's file for the others, so that neither side has any good of the other's locks and caches.
    let copy: String
    let auth: AuthEngine
    let keys: SessionKeys
    /// Tokens of real sessions, which lie among the others.
    let tokens: [SessionToken]

    static func with(rows: Int, _ perform: (SQLiteStage) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/bench.db"
        let copy = "\(folder.path)/copy.db"
        let keyring = KeyringSource.ephemeral
        let tokens = try await makeSchema(path, keyring)
        try SQLiteLoad.run(path, rows: rows, progress: Progress.loading("SQLite", rows: rows))
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let auth = try await AuthEngine.open(.sqlite(path: path), keyring: keyring, configuration: configuration)
        do {
            try await perform(SQLiteStage(copy: copy, auth: auth, keys: SessionKeys(sessions: rows), tokens: tokens))
        } catch {
            await auth.close()
            throw error
        }
        await auth.close()
    }

    /// Makes the tables and some real sessions, and closes the file.
    private static func makeSchema(_ path: String, _ keyring: KeyringSource) async throws -> [SessionToken] {
        let database = StatementProbe(try await SQLiteDatabase.open(SQLiteConfiguration(.file(path))))
        let auth = try await AuthEngine.open(.database(database), keyring: keyring, configuration: configuration)
        do {
            let tokens = try await logIn(users: 256, auth)
            _ = try await auth.authenticate(tokens[0])
            try database.require(SessionLookup.byToken.template)
            await auth.close()
            return tokens
        } catch {
            await auth.close()
            throw error
        }
    }

    private static func logIn(users: Int, _ auth: AuthEngine) async throws -> [SessionToken] {
        let context = RequestContext()
        var tokens: [SessionToken] = []
        for number in 0..<users {
            let email = "user\(number)@example.com"
            let password: Password = "correct horse battery"
            _ = try await auth.createUser(email: email, password: password, isVerified: true, in: context)
            tokens.append(try await auth.logIn(email: email, password: password, in: context).token)
        }
        return tokens
    }

    /// Cheap hashes, and no write between reads: the last use is recorded once a day.
    private static var configuration: AuthConfiguration {
        var configuration = AuthConfiguration.forTesting
        configuration.sessionPolicy.lastSeenInterval = .seconds(86_400)
        return configuration
    }
}
