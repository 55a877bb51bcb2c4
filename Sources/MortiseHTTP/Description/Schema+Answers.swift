#if HTTP
import Mortise

extension Schema {
    /// The schemas that are kept by name, in the order of the document.
    static var named: KeyValuePairs<String, Schema> {
        [
            "User": .object([
                "id": .uuid, "email": .text(format: "email"), "display_name": Schema.text().orNull,
                "is_verified": .boolean, "created_at": .moment, "updated_at": .moment,
                "last_login_at": Schema.moment.orNull, "version": .integer(from: 1),
            ]),
            "Session": .object(["id": .uuid, "expires_at": .moment, "idle_expires_at": .moment]),
            "NewSession": .object([
                "id": .uuid, "expires_at": .moment, "idle_expires_at": .moment, "token?": .sessionToken,
            ]),
            "SessionEntry": .object([
                "id": .uuid, "current": .boolean, "created_at": .moment, "last_seen_at": .moment,
                "expires_at": .moment, "ip": Schema.text().orNull, "user_agent": Schema.text().orNull,
            ]),
            "Meta": .object(["request_id": .text()]),
            "FailureMeta": .object([
                "request_id": .text(), "message": .text(),
                "fields?": .map(to: .list(of: .text(pattern: "^[a-z0-9_]{1,64}$"))),
                "retry_after?": .integer(from: 1),
            ]),
        ]
    }

    static let user = Schema.object(["user": .named("User")])
    static let userAndSession = Schema.object(["user": .named("User"), "session": .named("Session")])
    static let signIn = Schema.object([
        "user": .named("User"), "session": .named("NewSession"), "device?": .deviceToken,
    ])
    static let newSession = Schema.object(["session": .named("NewSession"), "device?": .deviceToken])
    static let sessions = Schema.object(["sessions": .list(of: .named("SessionEntry"))])

    /// What has no result but that it happened.
    static func status(_ words: StaticString...) -> Schema {
        .object(["status": .oneOf(words.map { "\($0)" })])
    }

    /// Checks by name, each with one of some words.
    static func checks(_ words: [String]) -> Schema {
        .object(["checks": .map(to: .oneOf(words))])
    }
}
#endif
