#if CLI
import Glibc
import Mortise

/// Reads a new password: the first line of the standard input, or asked twice where that is a terminal.
enum NewPassword {
    // Longer than any password that is accepted, so that the engine says what is wrong with it.
    private static let maximumBytes = 8192

    /// Reads it.
    ///
    /// - Throws: ``CommandFailure`` where there is none, it is not UTF-8, or its repetition differs.
    static func read() throws(CommandFailure) -> Password {
        guard isatty(STDIN_FILENO) == 1 else { return Password(try text(of: firstLine())) }
        let first = try prompt("Password: ")
        // As bytes: Swift holds different spellings of a character for equal.
        guard try prompt("Again: ").elementsEqual(first) else {
            throw CommandFailure(.failure, "mismatch", "The two passwords differ. Nothing was done.")
        }
        return Password(try text(of: first))
    }

    /// The bytes up to the end of the first line, or with `interrupt`. The rest of the input is left alone.
    private static func firstLine(endedBy interrupt: UInt8? = nil) -> [UInt8] {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count <= maximumBytes {
            let count = Glibc.read(STDIN_FILENO, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            guard count == 1, byte != UInt8(ascii: "\n") else { break }
            line.append(byte)
            if byte == interrupt { break }
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }

    private static func prompt(_ question: String) throws(CommandFailure) -> [UInt8] {
        guard let echo = SilentTerminal(STDIN_FILENO) else {
            throw CommandFailure(.failure, "terminal", "The terminal cannot hide a password. Pipe it in instead.")
        }
        defer {
            echo.restore()
            StandardStream.error.write([UInt8(ascii: "\n")])
        }
        StandardStream.error.write(Array(question.utf8))
        let line = firstLine(endedBy: SilentTerminal.interrupt)
        guard line.last != SilentTerminal.interrupt else {
            throw CommandFailure(.failure, "cancelled", "Cancelled. Nothing was done.")
        }
        return line
    }

    private static func text(of line: [UInt8]) throws(CommandFailure) -> String {
        guard let text = String(validating: line, as: UTF8.self) else {
            throw CommandFailure(.failure, "password", "The password is not UTF-8.")
        }
        guard !text.isEmpty else {
            throw CommandFailure(
                .failure, "password", "There is no password. Give it as the first line of the standard input.")
        }
        return text
    }
}
#endif
