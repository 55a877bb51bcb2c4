#if CLI
import Mortise

/// What a command has to say at its end: the same for people and for programs.
struct Answer: Sendable {
    let text: String
    let json: JSON?
    let status: ExitStatus

    /// An answer.
    ///
    /// - Parameters:
    ///   - text: For people; empty for nothing.
    ///   - json: The one document that `--json` prints; `nil` where it was printed on the way.
    ///   - status: How the command ends.
    init(_ text: String, json: JSON?, status: ExitStatus = .success) {
        self.text = text
        self.json = json
        self.status = status
    }
}
#endif
