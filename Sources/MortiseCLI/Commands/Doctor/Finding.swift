#if CLI
import Mortise
import MortiseSQL

/// What a check came to.
struct Finding: Sendable, Hashable {
    enum State: String, Sendable, CaseIterable {
        case ok, warning, failed
        /// It could not be looked at, or need not be; the text says why.
        case skipped
    }

    let state: State
    /// What is so.
    let text: String
    /// The one next step: a command or a setting. `nil` where there is none to take.
    let fix: String?
    /// How the command ends by it.
    let status: ExitStatus

    static func ok(_ text: String) -> Finding { Finding(state: .ok, text: text, fix: nil, status: .success) }

    static func skipped(_ text: String) -> Finding { Finding(state: .skipped, text: text, fix: nil, status: .success) }

    static func warning(_ text: String, fix: String) -> Finding {
        Finding(state: .warning, text: text, fix: fix, status: .success)
    }

    static func failed(_ text: String, fix: String, status: ExitStatus = .notReady) -> Finding {
        Finding(state: .failed, text: text, fix: fix, status: status)
    }

    /// A failure in the words of the layers below, which say what to do behind a semicolon, where they know it.
    static func failed(_ error: any Error, otherwise fix: String) -> Finding {
        let failure = CommandFailure(error)
        return failed(
            saying: message(of: error), otherwise: fix, status: failure.status == .migrations ? .migrations : .notReady)
    }

    static func failed(saying words: String, otherwise fix: String, status: ExitStatus = .notReady) -> Finding {
        guard let end = words.firstRange(of: "; ") else { return failed(words, fix: fix, status: status) }
        let advice = words[end.upperBound...]
        return failed(
            String(words[..<end.lowerBound]), fix: advice.prefix(1).uppercased() + advice.dropFirst() + ".",
            status: status)
    }

    private static func message(of error: any Error) -> String {
        switch error {
        case let error as DatabaseError: error.message
        case let error as MigrationError: error.message
        case let error as AuthError: error.message
        case let error as CommandFailure: error.message
        default: "\(error)"
        }
    }
}
#endif
