/// Header text outside of printable ASCII, as encoded words (RFC 2047).
enum EncodedWord {
    /// RFC 2047 allows 75 bytes to a word and 76 to a line that holds one.
    private static let maximumLine = 76

    /// A header line, folded where it must be; without the CRLF at its end.
    static func line(_ name: String, _ value: MailHeaderText) -> String {
        let start = "\(name): "
        if isPlain(value.text), start.utf8.count + value.text.utf8.count <= maximumLine { return start + value.text }
        return start + words(value.text, after: start.utf8.count)
    }

    /// A display name: quoted where it is plain and short, else of encoded words.
    ///
    /// - Parameter column: What stands before it on its line, in bytes.
    static func phrase(_ name: MailHeaderText, after column: Int) -> String {
        let quoted = name.text.utf8.flatMap { byte -> [UInt8] in
            "\"\\".utf8.contains(byte) ? [UInt8(ascii: "\\"), byte] : [byte]
        }
        if isPlain(name.text), column + quoted.count + 2 <= maximumLine {
            return "\"\(String(decoding: quoted, as: UTF8.self))\""
        }
        return words(name.text, after: column)
    }

    /// Whether the text reads the same when it stands bare: printable, spaces inside only and single, nothing that looks
    /// like an encoded word.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let space = UInt8(ascii: " ")
        guard bytes.allSatisfy({ (0x20..<0x7F).contains($0) }), bytes.first != space, bytes.last != space else {
            return false
        }
        return !zip(bytes, bytes.dropFirst()).contains { pair in
            pair == (space, space) || pair == (UInt8(ascii: "="), UInt8(ascii: "?"))
        }
    }

    /// Encoded words on a line each, none of which divides a character of Unicode.
    private static func words(_ text: String, after column: Int) -> String {
        let frame = "=?utf-8?B?".utf8.count + "?=".utf8.count
        // Later lines begin with one space. Four letters of Base64 carry three bytes.
        func capacity(after column: Int) -> Int { max(1, (maximumLine - column - frame) / 4) * 3 }
        var words: [String] = []
        var word: [UInt8] = []
        var room = capacity(after: column)
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if word.count + bytes.count > room, !word.isEmpty {
                words.append("=?utf-8?B?\(Base64.encode(word))?=")
                word = []
                room = capacity(after: 1)
            }
            word += bytes
        }
        if !word.isEmpty { words.append("=?utf-8?B?\(Base64.encode(word))?=") }
        return words.joined(separator: "\r\n ")
    }
}
