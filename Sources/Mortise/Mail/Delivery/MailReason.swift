/// Makes what a server said fit to be stored.
enum MailReason {
    static let maximumBytes = 200

    /// Printable ASCII of at most ``maximumBytes``, in which words are left out that may be an address, a link or a
    /// token: servers like to quote.
    static func safe(_ text: String) -> String {
        let printable = text.unicodeScalars.map {
            (0x20..<0x7F).contains($0.value) ? UInt8($0.value) : UInt8(ascii: " ")
        }
        let words = printable.split(separator: UInt8(ascii: " ")).map { word in
            isHarmless(word) ? String(decoding: word, as: UTF8.self) : "..."
        }
        return String(words.joined(separator: " ").prefix(maximumBytes))
    }

    private static func isHarmless(_ word: ArraySlice<UInt8>) -> Bool {
        word.count <= 32 && !word.contains { "@/%=_".utf8.contains($0) }
    }
}
