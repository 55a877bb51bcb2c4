import Mortise
import MortiseSQL
import MortiseTesting
import Testing

/// What strangers may ask about an address: every kind of account takes the same calls and gives the same answer.
@Suite struct NothingLearnedTests {
    @Test(arguments: TestBackend.available)
    func `E1: a login that fails is the same for every kind of account`(backend: TestBackend) async throws {
        var configuration = AuthConfiguration.quickToLock
        configuration.requiresVerifiedEmail = true
        try await backend.withEngine(configuration: configuration) { test in
            let kinds = try await accounts(test)
            _ = try await test.auth.createUser(
                email: "locked@example.com", password: good, isVerified: true, in: .init())
            for _ in 0..<3 {
                _ = try? await test.auth.logIn(email: "locked@example.com", password: other, in: .init())
            }
            test.clock.advance(by: .seconds(3600))
            try await expectSame(test, kinds + ["locked"]) { email in
                try await answer {
                    _ = try await test.auth.logIn(email: email, password: other, in: context("192.0.2.1"))
                }
            }
            // The right password, where it does not help.
            try await expectSame(test, ["locked", "deactivated", "deleted", "unknown"]) { email in
                try await answer {
                    _ = try await test.auth.logIn(email: email, password: good, in: context("192.0.2.2"))
                }
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `E3: a registration takes the same calls, and differs to the app alone`(backend: TestBackend) async throws {
        for password in [good, other] {
            try await backend.withEngine { test in
                let kinds = try await accounts(test)
                var answers: [String: String] = [:]
                try await expectSame(test, kinds) { email in
                    answers[email] = try await answer {
                        _ = try await test.auth.register(email: email, password: password, in: context("192.0.2.1"))
                    }
                    return ""
                }
                #expect(Set(answers.values) == ["none", "email_taken"])
                #expect(answers["unknown@example.com"] == "none" && answers["deleted@example.com"] == "none")
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `E4 E5: asking for a link is the same for every kind of account`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let kinds = try await accounts(test)
            try await expectSame(test, kinds) { email in
                try await answer {
                    try await test.auth.requestPasswordReset(email: email, in: context("192.0.2.1"))
                }
            }
            try await expectSame(test, kinds) { email in
                try await answer { try await test.auth.resendVerification(email: email, in: context("192.0.2.1")) }
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `E6: limits come at the same try with the same wait for every kind of account`(backend: TestBackend)
        async throws
    {
        try await backend.withEngine { test in
            let kinds = try await accounts(test)
            try await expectSame(test, kinds) { email in
                var answers: [String] = []
                for index in 0..<8 {
                    answers.append(
                        try await answer {
                            _ = try await test.auth.logIn(
                                email: email, password: other, in: context("\(email.utf8.count).0.2.\(index)"))
                        })
                    test.clock.advance(by: .seconds(3))
                }
                return answers.joined(separator: " ")
            }
            test.clock.advance(by: .seconds(86_400))
            try await expectSame(test, kinds) { email in
                var answers: [String] = []
                for _ in 0..<5 {
                    answers.append(
                        try await answer { try await test.auth.requestPasswordReset(email: email, in: .init()) })
                    answers.append(
                        try await answer { try await test.auth.resendVerification(email: email, in: .init()) })
                }
                return answers.joined(separator: " ")
            }
        }
    }

    /// Accounts in all states; gives the names before the `@`.
    private func accounts(_ test: TestEngine) async throws -> [String] {
        _ = try await test.auth.createUser(email: "verified@example.com", password: good, isVerified: true, in: .init())
        _ = try await test.auth.createUser(
            email: "unverified@example.com", password: good, isVerified: false, in: .init())
        _ = try await test.auth.createUser(email: "bare@example.com", password: nil, isVerified: true, in: .init())
        let off = try await test.auth.createUser(
            email: "deactivated@example.com", password: good, isVerified: true, in: .init())
        try await test.auth.deactivate(off.id, in: .init())
        let gone = try await test.auth.createUser(
            email: "deleted@example.com", password: good, isVerified: true, in: .init())
        try await test.auth.delete(gone.id, in: .init())
        return ["unknown", "verified", "unverified", "bare", "deactivated", "deleted"]
    }

    /// Asks about each account and expects the same calls and the same answer for all.
    private func expectSame(
        _ test: TestEngine, _ names: [String], sourceLocation: SourceLocation = #_sourceLocation,
        _ ask: (String) async throws -> String
    ) async throws {
        var first: (calls: [DatabaseCall], answer: String)?
        for name in names {
            // Each address has its own buckets, the client's is filled again.
            test.clock.advance(by: .seconds(7200))
            test.calls.clear()
            let answer = try await ask("\(name)@example.com")
            let calls = test.calls.calls
            guard let first else {
                first = (calls, answer)
                #expect(!calls.isEmpty, sourceLocation: sourceLocation)
                continue
            }
            #expect(calls == first.calls, "\(name) differs in its calls", sourceLocation: sourceLocation)
            #expect(answer == first.answer, "\(name) differs in its answer", sourceLocation: sourceLocation)
        }
    }

    private func context(_ address: String) -> RequestContext {
        RequestContext(clientAddress: IPAddress(address))
    }

    /// The code of the error with its wait, or `none`.
    private func answer(_ body: () async throws -> Void) async throws -> String {
        do {
            try await body()
            return "none"
        } catch let error as AuthError {
            if case .rateLimited(let seconds) = error.code { return "rate_limited(\(seconds))" }
            return error.code.label
        }
    }
}
