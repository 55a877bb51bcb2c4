/// How long mailed links work.
public struct TokenLifetimes: Sendable, Hashable {
    /// To verify an address.
    public var verification: Duration
    /// To set a new password.
    public var passwordReset: Duration
    /// To confirm a new address.
    public var emailChange: Duration
    /// To take a change of address back.
    public var emailChangeUndo: Duration
    /// To lift a lock.
    public var unlock: Duration

    /// Lifetimes.
    public init(
        verification: Duration = .seconds(24 * 3600), passwordReset: Duration = .seconds(3600),
        emailChange: Duration = .seconds(24 * 3600), emailChangeUndo: Duration = .seconds(72 * 3600),
        unlock: Duration = .seconds(3600)
    ) {
        self.verification = verification
        self.passwordReset = passwordReset
        self.emailChange = emailChange
        self.emailChangeUndo = emailChangeUndo
        self.unlock = unlock
    }

    subscript(purpose: TokenPurpose) -> Duration {
        switch purpose {
        case .verifyEmail: verification
        case .resetPassword: passwordReset
        case .changeEmail: emailChange
        case .undoEmailChange: emailChangeUndo
        case .unlock: unlock
        }
    }
}
