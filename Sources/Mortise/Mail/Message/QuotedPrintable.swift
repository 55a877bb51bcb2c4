/// The quoted-printable encoding of a text (RFC 2045, section 6.7).
///
/// A dot or an F at the beginning of a line is encoded too: no line of the body can end the mail too early, and none
/// begins with the `From ` that some mail stores change.
enum QuotedPrintable {
    private static let maximumLine = 76
    private static let hex = Array("0123456789ABCDEF".utf8)

    /// The encoded lines, without their ends. CR, LF and CRLF in the text end a line each.
    static func lines(of text: String) -> [String] {
        var lines: [String] = []
        var line: [UInt8] = []
        var previous: UInt8 = 0
        for byte in text.utf8 {
            defer { previous = byte }
            switch byte {
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x0D:
                lines += encode(line)
                line = []
            default: line.append(byte)
            }
        }
        return line.isEmpty ? lines : lines + encode(line)
    }

    /// One line of the text as one or more, all but the last with a soft break.
    private static func encode(_ line: [UInt8]) -> [String] {
        var lines: [String] = []
        var current: [UInt8] = []
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            var piece = isPlain(byte, atStart: current.isEmpty, atEnd: isLast) ? [byte] : quoted(byte)
            // The last byte may take the place that a soft break would need.
            if current.count + piece.count > (isLast ? maximumLine : maximumLine - 1) {
                lines.append(String(decoding: current, as: UTF8.self) + "=")
                current = []
                piece = isPlain(byte, atStart: true, atEnd: isLast) ? [byte] : quoted(byte)
            }
            current += piece
        }
        lines.append(String(decoding: current, as: UTF8.self))
        return lines
    }

    private static func isPlain(_ byte: UInt8, atStart: Bool, atEnd: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): false
        case UInt8(ascii: "."), UInt8(ascii: "F"): !atStart
        case UInt8(ascii: " "), UInt8(ascii: "\t"): !atEnd
        default: (0x21..<0x7F).contains(byte)
        }
    }

    private static func quoted(_ byte: UInt8) -> [UInt8] {
        [UInt8(ascii: "="), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    }
}
