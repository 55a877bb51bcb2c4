#if CLI
import MortiseArgon2

extension Argon2Parameters {
    /// Whether a hash costs a guesser at least what one of OWASP's equal choices does (Password Storage Cheat Sheet):
    /// less memory for more passes.
    var meetsMinimum: Bool {
        [(47_104, 1), (19_456, 2), (12_288, 3), (9_216, 4), (7_168, 5)].contains { memory, passes in
            memoryKiB >= memory && iterations >= passes
        }
    }
}
#endif
