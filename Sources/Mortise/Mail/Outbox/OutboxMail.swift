public import MortiseSQL

/// Identifies a mail of the outbox, and the mail itself in its `Message-ID`.
public typealias MailID = Identifier<OutboxMail>

/// A mail of the outbox: what became of it. Its content and recipient are not shown.
public struct OutboxMail: Sendable, Hashable {
    /// How a mail stands.
    public enum State: String, Sendable, Hashable, CaseIterable, SQLConvertible {
        /// It waits for its first or next attempt.
        case pending
        /// It was handed over.
        case sent
        /// It was given up: refused for good, tried too often, or of no use any more.
        case dead
    }

    /// What ``lastError`` says of a mail that was given up because its link had ended, or its news was old.
    static let expired = "expired"

    /// Its identifier.
    public let id: MailID
    /// The user it is about.
    public let userID: UserID?
    /// What it is.
    public let kind: MailKind
    /// How it stands.
    public let state: State
    /// The attempts so far.
    public let attempts: Int
    /// When it may be tried next.
    public let nextAttemptAt: Instant
    /// Why the last attempt failed.
    public let lastError: String?
    /// When it was written.
    public let createdAt: Instant
    /// When it was handed over.
    public let sentAt: Instant?
}
