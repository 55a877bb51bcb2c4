extension JSON {
    /// Whether this is `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The boolean, or nil for any other type.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The integer, or nil for any other type; `1.0` is no integer.
    public var integerValue: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The number, or an integer that a `Double` holds exactly; nil for any other type.
    public var numberValue: Double? {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(exactly: value)
        default: nil
        }
    }

    /// The string, or nil for any other type.
    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements of an array, or nil for any other type.
    public var arrayValue: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The object, or nil for any other type.
    public var objectValue: Object? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The value of `key` if this is an object that has it, `.null` included.
    public subscript(key: String) -> JSON? {
        objectValue?[key]
    }
}
