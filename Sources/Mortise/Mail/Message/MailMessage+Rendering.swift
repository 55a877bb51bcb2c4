extension MailMessage {
    /// The mail as it travels (RFC 5322, RFC 2045): ASCII, lines of at most 998 bytes that end in CRLF, and neither CR
    /// nor LF alone. Lines that begin with a dot are not doubled; none of the body does.
    public func rendered() -> [UInt8] {
        var lines = [
            "Date: \(date.mailDate)",
            Self.line("From", from),
            Self.line("To", to),
            EncodedWord.line("Subject", content.subject),
            "Message-ID: \(id)",
            "MIME-Version: 1.0",
            "Auto-Submitted: auto-generated",
        ]
        lines += headers.map { EncodedWord.line($0.name, $0.value) }
        guard let html = content.html else {
            lines += Self.part("plain", content.text)
            return Self.bytes(lines)
        }
        lines.append("Content-Type: multipart/alternative; boundary=\"\(Self.boundary)\"")
        // The end of the line before a boundary belongs to the boundary.
        lines += ["", "--\(Self.boundary)"] + Self.part("plain", content.text)
        lines += ["", "--\(Self.boundary)"] + Self.part("html", html)
        lines += ["", "--\(Self.boundary)--"]
        return Self.bytes(lines)
    }

    /// In quoted-printable an equals sign is followed by two digits or by the end of the line: no body holds this.
    private static let boundary = "=_mortise_alternative"

    private static func part(_ subtype: String, _ text: String) -> [String] {
        [
            "Content-Type: text/\(subtype); charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
        ] + QuotedPrintable.lines(of: text)
    }

    private static func line(_ name: String, _ mailbox: Mailbox) -> String {
        let address = mailbox.address.address
        guard let text = mailbox.name, !text.text.isEmpty else { return "\(name): \(address)" }
        let phrase = EncodedWord.phrase(text, after: name.utf8.count + 2)
        // On a line of its own: both may be long.
        return "\(name): \(phrase)\r\n <\(address)>"
    }

    private static func bytes(_ lines: [String]) -> [UInt8] {
        lines.flatMap { Array($0.utf8) + [0x0D, 0x0A] }
    }
}
