#if Postgres
import MortiseSQL

/// Something for the server to execute.
enum Command: Sendable {
    /// A statement with a value for each placeholder.
    case statement(StatementTemplate, [SQLValue])
    /// SQL without placeholders.
    case text(String)

    /// What logs and errors call it.
    var name: String {
        switch self {
        case .statement(let template, _): template.name
        case .text(let text): text
        }
    }

    /// Whether a lost answer leaves open what happened.
    var isWrite: Bool {
        switch self {
        case .statement(let template, _): template.isWrite
        case .text: true
        }
    }
}

/// What became of a command.
enum Reply: Sendable {
    /// The server's answer, which may be an error.
    case answered(QueryResult)
    /// There is no answer. When nothing was sent the command cannot have had an effect.
    case unanswered(DatabaseError, wasSent: Bool)
}
#endif
