#if HTTP
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortise
import MortiseTesting
import NIOCore
import Testing

@testable import MortiseHTTP

/// The API over an engine on a database of the test's own.
struct API {
    static let address = "ada@example.com"
    static let password = "correct horse battery"

    let engine: TestEngine
    let client: any TestClientProtocol
    /// What every answer is held against.
    let contract: Contract

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, headers: HTTPFields = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        try await send(
            method, path, bytes: body.map { Array($0.utf8) }, headers: headers, sourceLocation: sourceLocation)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, bytes: [UInt8]?, headers: HTTPFields = [:],
        contentType: String? = "application/json", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Answer {
        var headers = headers
        if bytes != nil, let contentType { headers[.contentType] = contentType }
        let buffer = bytes.map { ByteBuffer(bytes: $0) }
        let answer = Answer(try await client.execute(uri: path, method: method, headers: headers, body: buffer))
        try contract.check(answer, to: method, path, sourceLocation: sourceLocation)
        return answer
    }

    /// Makes an account that may log in.
    @discardableResult
    func makeUser(_ address: String = API.address) async throws -> User {
        try await engine.auth.createUser(
            email: address, password: Password(API.password), isVerified: true, in: Mortise.RequestContext())
    }

    /// Logs in and returns the token.
    func logIn(_ address: String = API.address, password: String = API.password) async throws -> String {
        let answer = try await send(
            .post, "/api/auth/login", #"{"email":"\#(address)","password":"\#(password)","session":"token"}"#)
        return try answer.data?["session"]?["token"]?.stringValue ?? ""
    }

    /// The header of a session's token.
    func bearer(_ token: String) -> HTTPFields { [.authorization: "Bearer \(token)"] }

    /// The status of a login.
    func logInStatus(_ address: String = API.address, password: String = API.password) async throws -> Int {
        try await send(.post, "/api/auth/login", #"{"email":"\#(address)","password":"\#(password)"}"#).status
    }

    /// Whether a token proves a session.
    func isAlive(_ token: String) async throws -> Bool {
        try await send(.get, "/api/auth/session", headers: bearer(token)).status == 200
    }
}

extension HTTPConfiguration {
    /// For `https://auth.example.com`.
    static func forTesting(_ baseURL: String = "https://auth.example.com") throws -> HTTPConfiguration {
        HTTPConfiguration(baseURL: try BaseURL(baseURL))
    }
}

extension TestBackend {
    /// One of SQLite, and PostgreSQL where there is one.
    static var one: [TestBackend] {
        available.filter { $0 == .sqliteMemory || $0 == .postgres }
    }

    /// Runs a test with the API.
    func withAPI(
        _ setup: TestingSetup = .router, _ configure: (inout HTTPConfiguration) -> Void = { _ in },
        engine: AuthConfiguration = .forTesting, _ body: @Sendable (API) async throws -> Void
    ) async throws {
        var configuration = try HTTPConfiguration.forTesting()
        configure(&configuration)
        try await withEngine(configuration: engine) { [configuration] engine in
            let server = AuthServer(engine: engine.auth, configuration: configuration, port: 0)
            try await server.application.test(setup) { client in
                try await body(API(engine: engine, client: client, contract: Contract(configuration)))
            }
        }
    }
}
#endif
