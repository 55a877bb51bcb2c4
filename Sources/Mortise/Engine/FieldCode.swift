extension AuthError {
    /// What is wrong with a field, as a stable code. An app adds its own:
    ///
    /// ```swift
    /// extension AuthError.FieldCode {
    ///     static let breached: Self = "breached"
    /// }
    /// ```
    public struct FieldCode: RawRepresentable, Sendable, Hashable {
        /// What clients act on.
        public let rawValue: String

        /// A code; `nil` unless it is 1 to 64 lower-case ASCII letters, digits and underscores.
        public init?(rawValue: String) {
            guard (1...64).contains(rawValue.utf8.count), rawValue.utf8.allSatisfy(Self.isAllowed) else { return nil }
            self.rawValue = rawValue
        }

        private static func isAllowed(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
        }
    }
}

extension AuthError.FieldCode: ExpressibleByStringLiteral {
    /// A code from a literal, which must have the form of one.
    public init(stringLiteral value: StaticString) {
        guard let code = Self(rawValue: value.description) else {
            preconditionFailure("\(value) is not 1 to 64 lower-case letters, digits and underscores")
        }
        self = code
    }
}

extension AuthError.FieldCode {
    /// It is missing or empty.
    public static let required: Self = "required"
    /// It does not have the form it must have.
    public static let malformed: Self = "malformed"
    /// It is longer than allowed.
    public static let tooLong: Self = "too_long"
    /// It is shorter than allowed.
    public static let tooShort: Self = "too_short"
    /// An address outside of ASCII, which is not supported yet.
    public static let internationalized: Self = "internationalized"
    /// One of the most common passwords, or a small variation of it.
    public static let common: Self = "common"
    /// Made of what everybody knows of the account: its address, or the name of the app.
    public static let contextual: Self = "contextual"
    /// It is not the type of value that belongs there.
    public static let wrongType: Self = "wrong_type"
    /// No such field is known.
    public static let unknown: Self = "unknown"
    /// It is not the same as the one it must repeat.
    public static let mismatch: Self = "mismatch"
    /// It is none of the values allowed.
    public static let notAllowed: Self = "not_allowed"
}
