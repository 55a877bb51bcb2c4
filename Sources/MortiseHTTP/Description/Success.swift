#if HTTP
import HTTPTypes

/// An answer of a route that went well.
struct Success: Sendable {
    /// What the answer holds.
    enum Content: Sendable {
        /// Nothing.
        case none
        /// The envelope, around data of this form.
        case envelope(Schema)
        /// Text of a media type.
        case text(String)
    }

    let status: HTTPResponse.Status
    let meaning: String
    let content: Content
    /// The headers that it may carry beside those of every answer.
    let headers: [AnswerHeader]

    /// 200 with data.
    static func ok(_ data: Schema, _ meaning: String, headers: [AnswerHeader] = []) -> Success {
        Success(status: .ok, meaning: meaning, content: .envelope(data), headers: headers)
    }

    /// 201 with data.
    static func created(_ data: Schema, _ meaning: String) -> Success {
        Success(status: .created, meaning: meaning, content: .envelope(data), headers: [])
    }

    /// 202 with a word.
    static func accepted(_ word: StaticString, _ meaning: String) -> Success {
        Success(status: .accepted, meaning: meaning, content: .envelope(.status(word)), headers: [])
    }

    /// 204.
    static func noContent(_ meaning: String, headers: [AnswerHeader] = []) -> Success {
        Success(status: .noContent, meaning: meaning, content: .none, headers: headers)
    }

    /// 200 with text.
    static func text(_ mediaType: String, _ meaning: String) -> Success {
        Success(status: .ok, meaning: meaning, content: .text(mediaType), headers: [])
    }
}

/// A header that only some answers carry.
enum AnswerHeader: String, Sendable, CaseIterable {
    case eTag = "ETag"
    case setCookie = "Set-Cookie"
    case retryAfter = "Retry-After"
    case challenge = "WWW-Authenticate"
    case strictTransportSecurity = "Strict-Transport-Security"

    /// What it says.
    var meaning: String {
        switch self {
        case .eTag: "The version of the account, quoted: what If-Match takes."
        case .setCookie: "The session's cookie, given or taken away; the device's cookie beside it."
        case .retryAfter: "After how many seconds another try is worth it."
        case .challenge: "How to prove a session."
        case .strictTransportSecurity: "That browsers must use https from now on."
        }
    }

    /// The form of its value.
    var schema: Schema {
        switch self {
        case .eTag: .text(pattern: #"^"[0-9]+"$"#)
        case .setCookie, .strictTransportSecurity: .text()
        case .retryAfter: .integer(from: 1)
        case .challenge: .oneOf(["Bearer"])
        }
    }
}
#endif
