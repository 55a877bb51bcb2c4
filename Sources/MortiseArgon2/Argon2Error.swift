/// What went wrong while hashing or checking a password.
///
/// Two errors are equal when their codes are. Neither the message nor the description ever holds a password, salt or tag.
public struct Argon2Error: Error, Sendable {
    /// The closed list of failures.
    public enum Code: Hashable, Sendable {
        /// A cost, salt length or pool setting is outside its documented range.
        case invalidParameters
        /// The text is no PHC string of the one form that ``PHCString`` accepts.
        case malformedHash
        /// The password is longer than ``Argon2id/maximumPasswordBytes``.
        case passwordTooLong
        /// The work memory could not be allocated.
        case outOfMemory
        /// The pool cannot start the work in time; try again after so many whole seconds (1 to 60).
        case overloaded(retryAfter: Int)
        /// The calling task was cancelled.
        case cancelled
        /// The pool takes no more work.
        case closed
        /// The C library or the system refused, with its own number: negative from libargon2, positive an `errno`.
        case internalFailure(Int32)

        /// A name from a bounded set, for metric labels and audit rows.
        public var label: String {
            switch self {
            case .invalidParameters: "invalid_parameters"
            case .malformedHash: "malformed_hash"
            case .passwordTooLong: "password_too_long"
            case .outOfMemory: "out_of_memory"
            case .overloaded: "overloaded"
            case .cancelled: "cancelled"
            case .closed: "closed"
            case .internalFailure: "internal_failure"
            }
        }
    }

    /// What callers decide by.
    public let code: Code
    /// One sentence for people, safe to show.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension Argon2Error: Hashable {
    /// Compares codes alone.
    public static func == (left: Argon2Error, right: Argon2Error) -> Bool {
        left.code == right.code
    }

    /// Hashes the code alone.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}

extension Argon2Error: CustomStringConvertible {
    /// The label and the message.
    public var description: String {
        "\(code.label): \(message)"
    }
}

extension Argon2Error {
    static func overloaded(retryAfter: Int) -> Argon2Error {
        Argon2Error(.overloaded(retryAfter: retryAfter), "Too many passwords wait to be hashed.")
    }

    static let cancelled = Argon2Error(.cancelled, "The task was cancelled.")
    static let closed = Argon2Error(.closed, "The hashing pool is closed.")
}
