#if CLI
import Glibc
import Mortise

/// Where the command writes: results to one stream, everything else to the other.
enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Writes a text and ends its line; an empty text writes nothing.
    func writeLine(_ text: String) {
        guard !text.isEmpty else { return }
        write(Array((text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n").utf8))
    }

    /// Writes one JSON document on a line.
    func write(_ json: JSON) {
        write(json.serialized() + [UInt8(ascii: "\n")])
    }

    /// Writes bytes; nobody is left to be told when that fails.
    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
#endif
