#if HTTP
import HTTPTypes
import Mortise
import MortiseTesting
import Testing

/// A route that reads a body, and the fields it knows.
struct BodyRoute: Sendable, CustomTestStringConvertible {
    enum Kind: Sendable {
        case json
        case other(String?)
    }

    let method: HTTPRequest.Method
    let path: String
    /// The fields that must be there.
    var required: [String] = []
    var optional: [String] = []
    var needsSession = false

    static let all = [
        BodyRoute(
            method: .post, path: "/register", required: ["email", "password"], optional: ["password_confirmation"]),
        BodyRoute(method: .post, path: "/login", required: ["email", "password"], optional: ["session", "device"]),
        BodyRoute(method: .post, path: "/logout", optional: ["scope"]),
        BodyRoute(method: .post, path: "/reset-password", required: ["email"]),
        BodyRoute(
            method: .post, path: "/reset-password/confirm", required: ["token", "password"],
            optional: ["password_confirmation"]),
        BodyRoute(method: .post, path: "/verify-email/{token}"),
        BodyRoute(method: .post, path: "/verify-email/resend", required: ["email"]),
        BodyRoute(
            method: .post, path: "/password/change", required: ["current_password", "password"], optional: ["device"],
            needsSession: true),
        BodyRoute(
            method: .post, path: "/email/change", required: ["password", "email"], optional: ["device"],
            needsSession: true),
        BodyRoute(method: .post, path: "/email/change/confirm", required: ["token"]),
        BodyRoute(method: .post, path: "/email/change/undo", required: ["token"]),
        // Its one field must be there, but may be null.
        BodyRoute(method: .patch, path: "/me", optional: ["display_name"], needsSession: true),
        BodyRoute(method: .delete, path: "/me", required: ["password"], optional: ["device"], needsSession: true),
        BodyRoute(method: .post, path: "/unlock", required: ["token"]),
    ]

    var fields: [String] { required + optional }
    var pattern: String { "\(method) \(path)" }
    var testDescription: String { pattern }

    /// A body of all fields, each with what `value` says.
    func body(_ value: (String) -> String) -> [UInt8] {
        Array(("{" + fields.map { "\"\($0)\":\(value($0))" }.joined(separator: ",") + "}").utf8)
    }

    /// Sends a body, with all else that the route wants.
    func sender(_ api: API) async throws -> ([UInt8], Kind) async throws -> Answer {
        var headers: HTTPFields = [.ifMatch: "*"]
        if needsSession {
            try await api.makeUser()
            headers[.authorization] = "Bearer \(try await api.logIn())"
        }
        let path = "/api/auth" + path.replacing("{token}", with: "x")
        return { [headers, method] body, kind in
            switch kind {
            case .json: try await api.send(method, path, bytes: body, headers: headers)
            case .other(let type):
                try await api.send(method, path, bytes: body, headers: headers, contentType: type)
            }
        }
    }
}
#endif
