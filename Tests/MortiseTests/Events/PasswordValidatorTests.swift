import Mortise
import MortiseLocking
import MortiseTesting
import Testing

@Suite struct PasswordValidatorTests {
    private struct Outage: Error {}

    /// The addresses that a validator was asked about.
    private final class Asked: Sendable {
        private let all = Locked<[String]>([])
        var addresses: [String] { all.withLock { $0 } }
        func add(_ address: String) { all.withLock { $0.append(address) } }
    }

    private static let leaked: Password = "my leaked pass phrase"

    private static func validator(
        _ asked: Asked, onFailure: PasswordValidator.FailurePolicy = .refuse
    ) -> PasswordValidator {
        PasswordValidator("leaks", onFailure: onFailure) { password, email in
            asked.add(email.canonical)
            if password.reveal().contains("outage") { throw Outage() }
            return password.reveal().contains("leaked") ? ["breached"] : []
        }
    }

    @Test(arguments: TestBackend.available)
    func `it is asked wherever a password is set, after the built-in rules`(backend: TestBackend) async throws {
        let asked = Asked()
        var configuration = AuthConfiguration.quickToLock
        configuration.passwordValidators = [Self.validator(asked)]
        try await backend.withEngine(configuration: configuration) { test in
            let auth = test.auth
            let mine = try await test.unverified()
            let reset = try await test.mailed(.resetPassword, to: mine)
            #expect(asked.addresses == ["ada@example.com"])
            let actions: [(Password) async throws -> Void] = [
                { _ = try await auth.register(email: "ada@example.com", password: $0, in: .init()) },
                { _ = try await auth.register(email: "new@example.com", password: $0, in: .init()) },
                {
                    _ = try await auth.createUser(email: "new@example.com", password: $0, isVerified: true, in: .init())
                },
                { _ = try await auth.changePassword(mine.token, current: good, new: $0, in: .init()) },
                { try await auth.setPassword(of: mine.user.id, to: $0, in: .init()) },
                { try await auth.use(reset, for: .resetPassword, password: $0) },
            ]
            for action in actions {
                await expect(.weakPassword(["breached"])) { try await action(Self.leaked) }
                await expect(.unavailable(retryAfter: 1)) { try await action("an outage of the list") }
                let before = asked.addresses.count
                await expect(.weakPassword([.tooShort])) { try await action("leaked") }
                #expect(asked.addresses.count == before, "a password that is too short anyway is not looked up")
            }
            #expect(try await auth.users().count == 1)
            try await auth.use(reset, for: .resetPassword)
        }
    }

    @Test(arguments: TestBackend.available)
    func `one that fails or takes too long lets the password pass where the app says so`(backend: TestBackend)
        async throws
    {
        var configuration = AuthConfiguration.forTesting
        let slow = PasswordValidator("slow", timeout: .milliseconds(1), onFailure: .accept) { _, _ in
            try await Task.sleep(for: .seconds(3600))
            return ["breached"]
        }
        configuration.passwordValidators = [Self.validator(Asked(), onFailure: .accept), slow]
        try await backend.withEngine(configuration: configuration) { test in
            _ = try await test.auth.register(email: "ada@example.com", password: "an outage of the list", in: .init())
            await expect(.weakPassword(["breached"])) {
                _ = try await test.auth.register(email: "bob@example.com", password: Self.leaked, in: .init())
            }
        }
    }
}
