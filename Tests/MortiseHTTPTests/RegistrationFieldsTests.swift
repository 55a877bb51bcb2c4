#if HTTP
import HTTPTypes
import HummingbirdTesting
import Mortise
import MortiseLocking
import MortiseTesting
import Testing

@testable import MortiseHTTP

/// What an app takes along with a registration, and what it refuses.
@Suite struct RegistrationFieldsTests {
    private static let path = "/api/auth/register"

    private static func body(_ email: String, _ more: String) -> String {
        #"{"email":"\#(email)","password":"\#(API.password)"\#(more)}"#
    }

    @Test(arguments: TestBackend.one)
    func `declared fields reach the hook, all others are refused`(backend: TestBackend) async throws {
        let seen = Locked<JSON.Object?>(nil)
        var engine = AuthConfiguration.forTesting
        engine.hooks = [
            TransactionHook(on: [.registered]) { event, _ in
                if case .registered(_, _, let attributes) = event.fact { seen.withLock { $0 = attributes } }
            }
        ]
        try await backend.withAPI(.router, { $0.registrationFields = ["username", "terms", "email"] }, engine: engine) {
            api in
            let refused = try await api.send(.post, Self.path, Self.body(API.address, #","nickname":"a""#))
            try refused.expectEnvelope(422, error: "validation_failed")
            #expect(try refused.json["meta"]?["fields"] == ["nickname": ["unknown"]])
            #expect(seen.withLock { $0 } == nil)
            let taken = try await api.send(
                .post, Self.path, Self.body(API.address, #","terms":true,"username":null"#))
            try taken.expectEnvelope(202)
            #expect(seen.withLock { $0 } == ["terms": true])
        }
    }

    @Test(arguments: TestBackend.one)
    func `E3: a veto and a refused password are 422 with the app's codes, the same bytes for every address`(
        backend: TestBackend
    ) async throws {
        var engine = AuthConfiguration.forTesting
        engine.hooks = [
            TransactionHook(on: [.registered]) { event, _ in
                guard case .registered(_, _, let attributes) = event.fact else { return }
                if attributes["username"] == "root" { throw Veto("reserved", field: "username") }
            }
        ]
        engine.passwordValidators = [
            PasswordValidator("leaks", onFailure: .refuse) { password, _ in
                password.reveal().contains("leaked") ? ["breached"] : []
            }
        ]
        try await backend.withAPI(.router, { $0.registrationFields = ["username"] }, engine: engine) { api in
            try await api.makeUser()
            var vetoes: [Answer] = []
            var weak: [Answer] = []
            for email in [API.address, "new@example.com"] {
                vetoes.append(try await api.send(.post, Self.path, Self.body(email, #","username":"root""#)))
                weak.append(
                    try await api.send(
                        .post, Self.path, #"{"email":"\#(email)","password":"a leaked pass phrase"}"#))
            }
            try vetoes[0].expectEnvelope(422, error: "validation_failed")
            #expect(try vetoes[0].json["meta"]?["fields"] == ["username": ["reserved"]])
            try weak[0].expectEnvelope(422, error: "weak_password")
            #expect(try weak[0].json["meta"]?["fields"] == ["password": ["breached"]])
            for pair in [vetoes, weak] {
                #expect(try pair[0].bytesWithoutRequestID == pair[1].bytesWithoutRequestID)
                #expect(pair[0].headers.map(\.name) == pair[1].headers.map(\.name))
            }
            #expect(try await api.engine.auth.users().count == 1)
        }
    }
}
#endif
