#if HTTP
extension ErrorCode {
    /// A sentence for people. It belongs to the code alone: what varied with the reason could tell a stranger more.
    var message: String {
        switch self {
        case .badJSON: "The request cannot be read: its body must be one JSON object in UTF-8."
        case .tokenInvalid: "The link is not valid, or no longer."
        case .cursorInvalid: "The place in the list is not known."
        case .sessionRequired: "Please log in."
        case .reauthenticationRequired: "Please log in again."
        case .invalidCredentials: "The email address or the password is wrong."
        case .csrfFailed: "The request does not come from an allowed origin."
        case .emailUnverified: "Please verify your email address first."
        case .notFound: "There is no such thing here."
        case .methodNotAllowed: "The method is not allowed here."
        case .requestTimeout: "The request took too long to arrive."
        case .emailTaken: "An account with this email address exists."
        case .conflict: "The account's state does not allow this."
        case .versionMismatch: "It has changed since you read it."
        case .bodyTooLarge: "The body is too large."
        case .unsupportedMediaType: "The body must be application/json in UTF-8."
        case .validationFailed: "Some fields are not acceptable."
        case .weakPassword: "The password is too easy to guess, too short or too long."
        case .preconditionRequired: "The request must carry If-Match."
        case .rateLimited: "Too many requests: please wait."
        case .headersTooLarge: "The request's headers are too large."
        case .internal: "Something went wrong on our side."
        case .overloaded: "Too much work at the moment: please try again."
        case .unavailable: "The service is not available at the moment: please try again."
        case .notReady: "The service is not ready."
        }
    }
}
#endif
