/// An address with the name that mail programs show beside it.
public struct Mailbox: Sendable, Hashable {
    /// The address.
    public let address: EmailAddress
    /// The name, where there is one.
    public let name: MailHeaderText?

    /// A mailbox.
    public init(_ address: EmailAddress, name: MailHeaderText? = nil) {
        self.address = address
        self.name = name
    }

    /// A mailbox from its text, `ada@example.com` or `Ada Lovelace <ada@example.com>`; `nil` for anything else.
    ///
    /// The name stands bare: quotes, backslashes and angle brackets are refused in it.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard let open = bytes.firstIndex(of: UInt8(ascii: "<")) else {
            guard let address = try? EmailAddress(text) else { return nil }
            self.init(address)
            return
        }
        guard bytes.last == UInt8(ascii: ">"),
            let address = try? EmailAddress(String(Substring(bytes[bytes.index(after: open)...].dropLast())))
        else { return nil }
        var name = bytes[..<open]
        while name.last == UInt8(ascii: " ") { name.removeLast() }
        guard !name.contains(where: { "\"\\>".utf8.contains($0) }), let text = MailHeaderText(String(Substring(name)))
        else { return nil }
        self.init(address, name: name.isEmpty ? nil : text)
    }
}
