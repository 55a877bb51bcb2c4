#if CLI
/// Where the keys are: what `MORTISE_KEYRING` says. It cannot be printed, for it may be the keys themselves.
enum KeyringLocation: Sendable {
    /// A file that exists.
    case file(String)
    /// The text of a keyring.
    case inline(String)
}

extension KeyringLocation: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `<redacted>`
    var description: String { "<redacted>" }
    /// `<redacted>`
    var debugDescription: String { description }
    /// A mirror that shows nothing.
    var customMirror: Mirror { Mirror(self, children: []) }
}

extension ValueForm where Value == KeyringLocation {
    /// `file:PATH`, or `inline:` and the keys, by line or comma.
    static var keyring: ValueForm {
        ValueForm("`file:PATH` or `inline:KEYS`", shown: shown) { text throws(InvalidValue) in
            let fix = "Give file:PATH, or inline: and the keys by comma; `mortise keys generate PATH` makes one"
            guard !text.utf8.contains(0) else { throw InvalidValue("holds NUL", fix: fix) }
            if text.hasPrefix("file:"), text != "file:" { return .file(String(text.dropFirst("file:".count))) }
            if text.hasPrefix("inline:"), text != "inline:" { return .inline(String(text.dropFirst("inline:".count))) }
            throw InvalidValue("names no keyring", fix: fix)
        }
    }

    private static func shown(_ text: String) -> String {
        if text.hasPrefix("file:") { return text }
        return text.hasPrefix("inline:") ? "inline:<redacted>" : "<redacted>"
    }
}
#endif
