#if CLI
import Mortise

/// Why a command did not do its work: one or two sentences that name the next step.
struct CommandFailure: Error, Sendable {
    let status: ExitStatus
    /// A stable code, for programs.
    let code: String
    let message: String
    /// More lines, where there is more than one thing to say.
    let details: [String]

    init(_ status: ExitStatus, _ code: String, _ message: String, details: [String] = []) {
        self.status = status
        self.code = code
        self.message = message
        self.details = details
    }
}

extension CommandFailure: CustomStringConvertible {
    /// For people; each part stands on one line.
    var description: String {
        (["error: " + message.printable()] + details.map { "  " + $0.printable() }).joined(separator: "\n")
    }

    /// For programs.
    var json: JSON {
        ["error": ["code": .string(code), "message": .string(message), "details": .array(details.map(JSON.string))]]
    }
}

#endif
