/// A mail that a flow writes: what it tells, and to whom.
struct OutgoingMail: Sendable {
    let kind: MailKind
    /// Where it goes: an address from the database, or the new one that its owner has given.
    let recipient: EmailAddress
    /// The address that it is about.
    var about: EmailAddress
    /// The token of its link.
    var token: IssuedToken?

    init(_ kind: MailKind, to recipient: EmailAddress, about: EmailAddress? = nil, token: IssuedToken? = nil) {
        self.kind = kind
        self.recipient = recipient
        self.about = about ?? recipient
        self.token = token
    }
}
