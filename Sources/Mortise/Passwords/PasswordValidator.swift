/// A rule of the app for new passwords, as a look into a list of those that were leaked.
///
/// It runs wherever a password is set, after ``PasswordRules`` and before anything is looked up or a connection is held, so
/// it may take its time, and does not tell known addresses from unknown ones.
public struct PasswordValidator: Sendable {
    /// What becomes of a password that the validator could not judge.
    public enum FailurePolicy: Sendable, Hashable {
        /// It passes: the service matters more.
        case accept
        /// The flow throws `.unavailable`: the rule matters more.
        case refuse
    }

    /// What it is called in logs.
    public let name: String
    let timeout: Duration
    let onFailure: FailurePolicy
    let validate: @Sendable (Password, EmailAddress) async throws -> [AuthError.FieldCode]

    /// A validator.
    ///
    /// - Parameters:
    ///   - name: What it is called in logs.
    ///   - timeout: After which it is cancelled and counts as failed.
    ///   - onFailure: What becomes of the password when it throws or takes too long.
    ///   - validate: What is wrong with a password for the account of an address; nothing for a good one. The password is
    ///     read with ``Password/reveal()``.
    public init(
        _ name: String, timeout: Duration = .seconds(3), onFailure: FailurePolicy,
        _ validate: @escaping @Sendable (Password, EmailAddress) async throws -> [AuthError.FieldCode]
    ) {
        self.name = name
        self.timeout = timeout
        self.onFailure = onFailure
        self.validate = validate
    }
}
