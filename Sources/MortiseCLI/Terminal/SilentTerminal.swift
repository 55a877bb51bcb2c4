#if CLI
import Glibc

/// A terminal that does not show what is typed, until it is restored.
struct SilentTerminal {
    /// What Ctrl-C types meanwhile. It ends the line and not the process, which would leave the terminal silent.
    static let interrupt: UInt8 = 3

    private let descriptor: Int32
    private let before: termios

    /// Silences a terminal; `nil` where that does not work.
    init?(_ descriptor: Int32) {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { return nil }
        self.descriptor = descriptor
        before = settings
        settings.c_lflag &= ~tcflag_t(ECHO | ISIG)
        withUnsafeMutableBytes(of: &settings.c_cc) { $0[Int(VEOL)] = Self.interrupt }
        guard tcsetattr(descriptor, TCSAFLUSH, &settings) == 0 else { return nil }
    }

    /// Shows again what is typed.
    func restore() {
        var settings = before
        tcsetattr(descriptor, TCSAFLUSH, &settings)
    }
}
#endif
