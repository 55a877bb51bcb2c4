public import struct FoundationEssentials.UUID

extension UUID: SQLConvertible {
    /// `.uuid`
    public static var sqlType: SQLType { .uuid }
    /// The UUID, bound.
    @inlinable public var sqlValue: SQLValue { .uuid(self) }
    /// Reads a UUID column.
    @inlinable public init(row: any RowSource, at index: Int) throws(DatabaseError) { self = try row.uuid(at: index) }
}

extension Instant: SQLConvertible {
    /// `.instant`
    public static var sqlType: SQLType { .instant }
    /// The moment, bound.
    @inlinable public var sqlValue: SQLValue { .instant(self) }
    /// Reads an instant column.
    @inlinable public init(row: any RowSource, at index: Int) throws(DatabaseError) {
        self = try row.instant(at: index)
    }
}

extension Bool: SQLConvertible {
    /// `.bool`
    public static var sqlType: SQLType { .bool }
    /// The truth value, bound.
    @inlinable public var sqlValue: SQLValue { .bool(self) }
    /// Reads a bool column.
    @inlinable public init(row: any RowSource, at index: Int) throws(DatabaseError) { self = try row.bool(at: index) }
}

extension Int64: SQLConvertible {
    /// `.int64`
    public static var sqlType: SQLType { .int64 }
    /// The integer, bound.
    @inlinable public var sqlValue: SQLValue { .int64(self) }
    /// Reads an integer column.
    @inlinable public init(row: any RowSource, at index: Int) throws(DatabaseError) { self = try row.int64(at: index) }
}

extension Int: SQLConvertible {
    /// `.int64`
    public static var sqlType: SQLType { .int64 }
    /// The integer, bound.
    @inlinable public var sqlValue: SQLValue { .int64(Int64(self)) }
    /// Reads an integer column.
    @inlinable public init(row: any RowSource, at index: Int) throws(DatabaseError) {
        self = Int(try row.int64(at: index))
    }
}

extension String: SQLConvertible {
    /// `.text`
    public static var sqlType: SQLType { .text }
    /// The text, bound.
    @inlinable public var sqlValue: SQLValue { .text(self) }
    /// Reads a text column.
    @inlinable public init(row: any RowSource, at index: Int) throws(DatabaseError) { self = try row.text(at: index) }
}

extension [UInt8]: SQLConvertible {
    /// `.bytes`
    public static var sqlType: SQLType { .bytes }
    /// The bytes, bound.
    @inlinable public var sqlValue: SQLValue { .bytes(self) }
    /// Reads a bytes column.
    @inlinable public init(row: any RowSource, at index: Int) throws(DatabaseError) { self = try row.bytes(at: index) }
}
