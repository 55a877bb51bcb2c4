public import MortiseSQL

/// Something that happened to an account, as the app's hooks and subscribers learn it.
public struct AccountEvent: Sendable, Hashable {
    /// Identifies the event: the same in a hook, for each subscriber, and at each attempt to deliver it.
    public let id: EventID
    /// The account. One that was purged is gone by the time a subscriber learns of it.
    public let userID: UserID
    /// What happened.
    public let fact: Fact
    /// Who did it.
    public let actor: AuditEvent.Actor
    /// Who asked.
    public let context: RequestContext
    /// When.
    public let occurredAt: Instant

    /// What kind of event it is.
    public var kind: Kind { fact.kind }
}

/// Identifies an event.
public typealias EventID = Identifier<AccountEvent>

extension AccountEvent {
    /// What happened, with what is known of it.
    public enum Fact: Sendable, Hashable {
        /// An account was opened, by its owner or by an operator, with what the app gave along.
        case registered(email: EmailAddress, isVerified: Bool, attributes: JSON.Object)
        /// The address was verified, by its own link or by that of a password reset.
        case emailVerified(EmailAddress)
        /// The user logged in.
        case loggedIn(session: SessionID)
        /// Sessions ended at the wish of the user or of an operator. Those that end because the account changes are part
        /// of that event.
        case sessionsEnded([SessionID])
        /// The password was changed by its owner or set by an operator. All sessions have ended.
        case passwordChanged
        /// The password was set through a mailed link. All sessions have ended.
        case passwordReset
        /// The account goes by another address. All sessions have ended.
        case emailChanged(from: EmailAddress, to: EmailAddress)
        /// The account has a former address back. It has no password until its owner sets one; all sessions have ended.
        case emailChangeUndone(to: EmailAddress)
        /// The name was changed.
        case profileUpdated(displayName: String?)
        /// The account was deactivated.
        case deactivated
        /// The account was activated.
        case activated
        /// The account was deleted. It may still be restored.
        case deleted
        /// The account was restored.
        case restored
        /// The account was removed for good.
        case purged

        /// What kind of event it is.
        public var kind: Kind {
            switch self {
            case .registered: .registered
            case .emailVerified: .emailVerified
            case .loggedIn: .loggedIn
            case .sessionsEnded: .sessionsEnded
            case .passwordChanged: .passwordChanged
            case .passwordReset: .passwordReset
            case .emailChanged: .emailChanged
            case .emailChangeUndone: .emailChangeUndone
            case .profileUpdated: .profileUpdated
            case .deactivated: .deactivated
            case .activated: .activated
            case .deleted: .deleted
            case .restored: .restored
            case .purged: .purged
            }
        }
    }

    /// A kind of event: what hooks and subscribers choose by.
    ///
    /// What strangers can cause for an account that is not theirs, as a lock or a request for a link, is no event: it would
    /// have to cost the same for every address. The audit log has it.
    public enum Kind: String, Sendable, Hashable, CaseIterable, SQLConvertible {
        /// ``Fact/registered(email:isVerified:attributes:)``
        case registered
        /// ``Fact/emailVerified(_:)``
        case emailVerified = "email_verified"
        /// ``Fact/loggedIn(session:)``
        case loggedIn = "logged_in"
        /// ``Fact/sessionsEnded(_:)``
        case sessionsEnded = "sessions_ended"
        /// ``Fact/passwordChanged``
        case passwordChanged = "password_changed"
        /// ``Fact/passwordReset``
        case passwordReset = "password_reset"
        /// ``Fact/emailChanged(from:to:)``
        case emailChanged = "email_changed"
        /// ``Fact/emailChangeUndone(to:)``
        case emailChangeUndone = "email_change_undone"
        /// ``Fact/profileUpdated(displayName:)``
        case profileUpdated = "profile_updated"
        /// ``Fact/deactivated``
        case deactivated
        /// ``Fact/activated``
        case activated
        /// ``Fact/deleted``
        case deleted
        /// ``Fact/restored``
        case restored
        /// ``Fact/purged``
        case purged
    }
}
