#if SMTP
/// How far the conversation with a server has come, and its last word.
struct SMTPDialogue {
    /// What was sent last.
    enum Phase: Comparable {
        /// Nothing, EHLO or STARTTLS.
        case greeting
        case authentication
        case sender
        case recipient
        case message
    }

    /// What the server said.
    struct Reply: Equatable {
        let code: Int
        let text: String
    }

    private(set) var phase = Phase.greeting
    private(set) var reply: Reply?
    private var isOver = false

    /// Notes a command. Only its first word is looked at: others may be secrets.
    mutating func sent(_ line: some Collection<UInt8>) {
        // libcurl takes its leave of a server that has refused something, or of an old connection before it opens a new
        // one: that server's goodbye is no reply.
        if line.starts(with: "QUIT".utf8) { isOver = true }
        let commands: [(String, Phase)] = [
            ("EHLO ", .greeting), ("HELO ", .greeting), ("STARTTLS", .greeting), ("AUTH ", .authentication),
            ("MAIL FROM:", .sender), ("RCPT TO:", .recipient), ("DATA", .message),
        ]
        guard let (_, next) = commands.first(where: { line.starts(with: $0.0.utf8) }) else { return }
        phase = next
        reply = nil
        isOver = false
    }

    /// Notes a line of a reply; of several the last one counts, which has the text that matters or the same as the others.
    mutating func received(_ line: some Collection<UInt8>) {
        let text = line.prefix(512)
        guard !isOver, let code = Int(String(decoding: text.prefix(3), as: UTF8.self)), (200...599).contains(code)
        else {
            return
        }
        reply = Reply(code: code, text: String(decoding: text.dropFirst(4), as: UTF8.self))
    }
}
#endif
