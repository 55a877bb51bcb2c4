#if CLI
import Glibc

/// Writes a line to the standard output, in one call: a kill cannot cut it in two.
func tell(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
}
#endif
