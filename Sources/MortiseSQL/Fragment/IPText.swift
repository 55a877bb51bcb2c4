/// An IP address in canonical text form (RFC 5952 for IPv6), opaque to the storage layer.
public struct IPText: SQLConvertible, Hashable {
    /// The address.
    public let text: String

    /// Takes the text as it is; a database may refuse what is no address.
    public init(_ text: String) { self.text = text }

    /// `.ip`
    public static var sqlType: SQLType { .ip }
    /// The address, bound.
    @inlinable public var sqlValue: SQLValue { .ip(text) }
    /// Reads an IP column.
    @inlinable public init(row: any RowSource, at index: Int) throws(DatabaseError) { text = try row.text(at: index) }
}
