/// A JSON document as text, opaque to the storage layer.
public struct JSONText: SQLConvertible, Hashable {
    /// The document.
    public let text: String

    /// Takes the text as it is; a database may refuse what is not JSON.
    public init(_ text: String) { self.text = text }

    /// `.json`
    public static var sqlType: SQLType { .json }
    /// The document, bound.
    @inlinable public var sqlValue: SQLValue { .json(text) }
    /// Reads a JSON column.
    @inlinable public init(row: any RowSource, at index: Int) throws(DatabaseError) { text = try row.text(at: index) }
}
