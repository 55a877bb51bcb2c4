/// What a template names in double braces.
enum MailVariable: String, Sendable, Hashable, CaseIterable {
    /// The name of the app.
    case app
    /// The address that the mail is about: the one to verify, the new one of a change, else the account's.
    case address
    /// When what the mail tells of happened, as `2026-11-23 21:50 UTC`.
    case time
    /// The link.
    case link
    /// When the link ends, in the same form.
    case expires
}
