import Mortise
import MortiseSQLite

@main struct EmbeddedApp {
    static func main() async throws {
        let settings = AuthConfiguration(appName: "Embedded", requiresVerifiedEmail: false)
        let auth = try await AuthEngine.open(
            .sqlite(path: "app.db"), keyring: .file("mortise.keys"), configuration: settings)
        let request = RequestContext(clientAddress: IPAddress("192.0.2.7"), userAgent: "example/1.0")
        let user = try await auth.register(email: "ada@example.com", password: "correct horse battery", in: request)
        let signIn = try await auth.logIn(email: "ada@example.com", password: "correct horse battery", in: request)
        let session = try await auth.authenticate(signIn.token)
        print("user \(user.id) is logged in until \(session.session.expiresAt.microseconds / 1_000_000)")
        await auth.close()
    }
}
