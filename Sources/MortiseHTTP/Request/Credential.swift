#if HTTP
import HTTPTypes
import Mortise

/// What a request brings to prove a session. An `Authorization` header alone decides where it is present.
enum Credential: Sendable {
    /// Nothing.
    case none
    /// `Authorization: Bearer` and a token of the right form.
    case bearer(SessionToken)
    /// An `Authorization` header that is anything else.
    case badAuthorization
    /// The cookie, once, with a token of the right form.
    case cookie(SessionToken)
    /// The cookie in any other way.
    case badCookie

    init(_ headers: HTTPFields, cookie: Cookie) {
        let authorization = headers[values: .authorization]
        if !authorization.isEmpty {
            let token = authorization.count == 1 ? Self.bearerToken(authorization[0]) : nil
            self = token.map(Self.bearer) ?? .badAuthorization
            return
        }
        let values = cookie.values(in: headers)
        if values.isEmpty {
            self = .none
        } else {
            let token = values.count == 1 ? SessionToken(String(values[0])) : nil
            self = token.map(Self.cookie) ?? .badCookie
        }
    }

    /// The token; nil where there is none of the right form.
    var token: SessionToken? {
        switch self {
        case .bearer(let token), .cookie(let token): token
        case .none, .badAuthorization, .badCookie: nil
        }
    }

    /// Whether the browser attached it by itself.
    var isCookie: Bool {
        switch self {
        case .cookie, .badCookie: true
        case .none, .bearer, .badAuthorization: false
        }
    }

    /// The token of `Bearer` (in any case), one or more spaces, and the token (RFC 6750, section 2.1).
    private static func bearerToken(_ value: String) -> SessionToken? {
        let bytes = value.utf8
        let scheme = bytes.prefix { $0 != UInt8(ascii: " ") }
        guard String(Substring(scheme)).lowercased() == "bearer" else { return nil }
        return SessionToken(String(Substring(bytes[scheme.endIndex...].drop { $0 == UInt8(ascii: " ") })))
    }
}
#endif
