extension JSON {
    /// Why and where a text is not acceptable JSON.
    ///
    /// The description names the reason and the place and holds no byte of the input, so it is safe to show and to log.
    public struct ParseError: Error, Sendable, Hashable, CustomStringConvertible {
        /// The closed set of reasons; raw values are stable.
        public enum Reason: String, Sendable, Hashable, CaseIterable {
            /// The bytes are not well-formed UTF-8 (overlong forms, surrogates and values above U+10FFFF included).
            case invalidUTF8 = "invalid_utf8"
            /// The text begins with a byte order mark.
            case byteOrderMark = "byte_order_mark"
            /// The text ends inside a value, or holds none.
            case unexpectedEnd = "unexpected_end"
            /// A byte that cannot stand at its place.
            case unexpectedByte = "unexpected_byte"
            /// Something follows the value.
            case trailingData = "trailing_data"
            /// Arrays and objects are nested deeper than allowed.
            case tooDeep = "too_deep"
            /// An object has the same key twice, after unescaping.
            case duplicateKey = "duplicate_key"
            /// A string holds an unescaped character below U+0020.
            case controlCharacter = "control_character"
            /// A backslash is followed by none of the escapes of RFC 8259.
            case invalidEscape = "invalid_escape"
            /// A `\u` escape is one half of a surrogate pair.
            case loneSurrogate = "lone_surrogate"
            /// A number breaks the grammar (leading zero, missing digits).
            case invalidNumber = "invalid_number"
            /// An integer that does not fit `Int64`, or another number that does not fit a finite `Double`.
            case numberOutOfRange = "number_out_of_range"
        }

        /// What is wrong.
        public let reason: Reason
        /// The offset, in bytes from the start of the input, of what is wrong.
        public let offset: Int

        /// The reason and the offset.
        public var description: String {
            "invalid JSON at byte \(offset): \(reason.rawValue)"
        }
    }
}
