#if CLI
import Glibc

/// A line on a terminal that is written over as work goes on; nothing where the error stream is no terminal.
struct ProgressLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// Shows how far the work has come.
    func show(_ text: String) {
        guard isTerminal else { return }
        StandardStream.error.write(Array("\r\u{1B}[K\(text)".utf8))
    }

    /// Takes the line away.
    func clear() { show("") }
}
#endif
