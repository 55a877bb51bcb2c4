public import MortiseSQL

/// A session of a user on one device.
public struct Session: Sendable, Hashable {
    /// Its identifier; it grants nothing.
    public let id: SessionID
    /// The user.
    public let userID: UserID
    /// When it began.
    public let createdAt: Instant
    /// When it was last used, to the minute.
    public let lastSeenAt: Instant
    /// When it ends, however much it is used.
    public let expiresAt: Instant
    /// When it ends if it is not used.
    public let idleExpiresAt: Instant
    /// Where it began.
    public let clientAddress: IPAddress?
    /// What began it.
    public let userAgent: String?
}

/// A session with the user it belongs to.
public struct AuthenticatedSession: Sendable, Hashable {
    /// The user.
    public let user: User
    /// The session.
    public let session: Session
}

/// What a login gives. The token is shown this once; the database keeps a digest of it.
public struct SignIn: Sendable {
    /// The user.
    public let user: User
    /// The session.
    public let session: Session
    /// What proves the session from now on.
    public let token: SessionToken
    /// What the device is known by at the next login.
    public let device: DeviceToken
}

/// Which sessions of a user end.
public enum LogOutScope: String, Sendable, Hashable, CaseIterable {
    /// The one at hand.
    case current
    /// All but the one at hand.
    case others
    /// All.
    case all
}
