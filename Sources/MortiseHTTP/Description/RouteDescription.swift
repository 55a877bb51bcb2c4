#if HTTP
/// What a route takes and answers. Its machinery enforces what it says of session, precondition and body.
struct RouteDescription: Sendable {
    /// What a route wants to know of its caller.
    enum SessionUse: Sendable {
        /// Nothing.
        case none
        /// The session, if there is one.
        case optional
        /// A session.
        case required
    }

    /// What a route reads from a body.
    struct Body: Sendable {
        let fields: [Fields.Description]
        /// Whether no body is as good as an empty object.
        let isOptional: Bool
    }

    let summary: String
    var session = SessionUse.none
    /// Whether it needs `If-Match`.
    var takesPrecondition = false
    var body: Body?
    let answers: [Success]
    /// The errors that are its own, beside those that follow from the rest.
    let errors: [ErrorCode]
    /// The form of the data of a failure; most have none.
    var failureData: Schema?
}
#endif
