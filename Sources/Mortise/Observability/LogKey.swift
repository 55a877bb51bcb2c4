/// The keys of the engine's log entries.
enum LogKey {
    static let flow = "flow"
    static let requestID = "request_id"
    static let error = "error"
    static let mail = "mail"
    static let mails = "mails"
    static let kind = "kind"
    static let reason = "reason"
}
