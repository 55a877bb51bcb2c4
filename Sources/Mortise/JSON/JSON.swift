/// A JSON value (RFC 8259).
///
/// The grammar of a number decides its case: `7` is ``integer(_:)``, while `7.0` and `7e0` are ``number(_:)`` and are
/// never taken for integers. Equality and hashing compare strings and keys as UTF-8 bytes, not by Swift's canonical
/// equivalence, and compare the members of objects in their order.
public enum JSON: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number written without fraction and exponent.
    case integer(Int64)
    /// A number written with a fraction or an exponent. NaN and infinities have no JSON form: they serialize as `null`.
    case number(Double)
    /// A string of any Unicode scalars, U+0000 included.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object, which keeps the order of its members.
    case object(Object)
}

extension JSON: Hashable {
    /// Whether both values have the same case and content, with strings compared as bytes.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }

    /// Feeds the case and the content into `hasher`, strings as bytes.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0 as UInt8)
        case .bool(let value):
            hasher.combine(1 as UInt8)
            hasher.combine(value)
        case .integer(let value):
            hasher.combine(2 as UInt8)
            hasher.combine(value)
        case .number(let value):
            hasher.combine(3 as UInt8)
            hasher.combine(value)
        case .string(let value):
            hasher.combine(4 as UInt8)
            hasher.combine(bytesOf: value)
        case .array(let value):
            hasher.combine(5 as UInt8)
            hasher.combine(value)
        case .object(let value):
            hasher.combine(6 as UInt8)
            hasher.combine(value)
        }
    }
}
