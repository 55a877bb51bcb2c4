#if CLI
import MortiseLocking

/// What a server has acknowledged, written down only once its answer was there.
final class Ledger: Sendable {
    /// The entries.
    struct Entries: Sendable {
        /// The addresses of accounts.
        var accounts: [String] = []
        /// The tokens of sessions.
        var tokens: [String] = []
        /// Answers that no request should get, in words.
        var surprises: [String] = []
    }

    private let state = Locked(Entries())

    /// What is written.
    var entries: Entries { state.withLock { $0 } }

    /// Writes.
    func write(_ body: (inout Entries) -> Void) { state.withLock { body(&$0) } }

    /// Takes all entries out.
    func tearOff() -> Entries {
        state.withLock { entries in
            defer { entries = Entries() }
            return entries
        }
    }
}
#endif
