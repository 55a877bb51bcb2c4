#if HTTP
import Mortise
import MortiseSQL
import NIOCore

extension ByteBuffer {
    /// Writes `text` as a JSON string.
    mutating func writeJSON(_ text: String) {
        guard text.utf8.allSatisfy(\.isPlainInJSON) else {
            writeBytes(JSON.string(text).serialized())
            return
        }
        writeInteger(UInt8(ascii: "\""))
        writeString(text)
        writeInteger(UInt8(ascii: "\""))
    }

    /// Writes `text` as a JSON string, or `null`.
    mutating func writeJSON(_ text: String?) {
        if let text {
            writeJSON(text)
        } else {
            writeStaticString("null")
        }
    }

    /// Writes `moment` as a JSON string of RFC 3339, or `null`.
    mutating func writeJSON(_ moment: Instant?) {
        guard let moment else {
            writeStaticString("null")
            return
        }
        writeInteger(UInt8(ascii: "\""))
        writeTimestamp(moment)
        writeInteger(UInt8(ascii: "\""))
    }

    /// Writes `true` or `false`.
    mutating func writeJSON(_ value: Bool) {
        writeStaticString(value ? "true" : "false")
    }
}

extension UInt8 {
    /// Whether the byte stands for itself in a JSON string.
    fileprivate var isPlainInJSON: Bool {
        (0x20..<0x7F).contains(self) && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
    }
}
#endif
