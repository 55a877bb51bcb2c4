#if CLI
import Glibc

/// Asks before something that cannot be taken back.
enum Confirmation {
    /// Returns when the person at the terminal agrees.
    ///
    /// - Throws: ``CommandFailure`` where nobody is there to ask, or who is there does not agree.
    static func ask(_ consequence: String) throws(CommandFailure) {
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(.failure, "unconfirmed", "\(consequence) Say --yes to do it.")
        }
        StandardStream.error.write(Array("\(consequence) Type yes to go on: ".utf8))
        guard readLine() == "yes" else { throw CommandFailure(.failure, "unconfirmed", "Nothing was done.") }
    }
}
#endif
