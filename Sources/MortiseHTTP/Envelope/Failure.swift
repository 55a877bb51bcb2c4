#if HTTP
import Mortise

/// An error on its way into the envelope.
struct Failure: Error, Sendable, Hashable {
    let code: ErrorCode
    /// For each field, what is wrong with it.
    var fields: [String: [AuthError.FieldCode]] = [:]
    /// After how many seconds another try is worth it.
    var retryAfter: Int?
    /// The methods of the route, where the one of the request is none of them.
    var allow: String?
    /// Whether the connection cannot carry another request.
    var closesConnection = false

    init(
        _ code: ErrorCode, fields: [String: [AuthError.FieldCode]] = [:], retryAfter: Int? = nil,
        allow: String? = nil, closesConnection: Bool = false
    ) {
        self.code = code
        self.fields = fields
        self.retryAfter = retryAfter
        self.allow = allow
        self.closesConnection = closesConnection
    }
}
#endif
