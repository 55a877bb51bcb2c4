public import struct FoundationEssentials.UUID

/// A value bound to a placeholder. There is no way to turn one into SQL text.
public enum SQLValue: Sendable, Hashable {
    /// SQL `NULL`.
    case null
    /// A UUID.
    case uuid(UUID)
    /// A moment.
    case instant(Instant)
    /// A truth value.
    case bool(Bool)
    /// A signed integer.
    case int64(Int64)
    /// Text; a backend refuses text that holds NUL.
    case text(String)
    /// A byte string.
    case bytes([UInt8])
    /// A JSON document as text.
    case json(String)
    /// An IP address in canonical text form.
    case ip(String)

    /// The type this value binds as; `nil` for `NULL`, whose type its placeholder tells.
    public var type: SQLType? {
        switch self {
        case .null: nil
        case .uuid: .uuid
        case .instant: .instant
        case .bool: .bool
        case .int64: .int64
        case .text: .text
        case .bytes: .bytes
        case .json: .json
        case .ip: .ip
        }
    }
}

extension SQLValue: CustomStringConvertible, CustomReflectable {
    /// The type alone: bound values are never printed.
    public var description: String { "<\(type?.rawValue ?? "null")>" }

    /// A mirror without the value.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
