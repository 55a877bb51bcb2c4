/// A Swift type that maps to one column type, both ways, without reflection.
public protocol SQLConvertible: Sendable {
    /// The type without its optionality: what comparisons go by.
    associatedtype Wrapped: SQLConvertible = Self

    /// The column type it maps to.
    static var sqlType: SQLType { get }

    /// Whether `NULL` is a value of this type.
    static var isNullable: Bool { get }

    /// The value to bind.
    var sqlValue: SQLValue { get }

    /// Reads the value of a result column.
    ///
    /// - Parameters:
    ///   - row: The current row, alive only during the call.
    ///   - index: The column's position, from 0.
    /// - Throws: ``DatabaseError`` with code `.decoding` when the column does not hold such a value.
    init(row: any RowSource, at index: Int) throws(DatabaseError)
}

extension SQLConvertible {
    /// `false`: only optionals hold `NULL`.
    public static var isNullable: Bool { false }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    /// The wrapped value's column type.
    public static var sqlType: SQLType { Wrapped.sqlType }
    /// `true`.
    public static var isNullable: Bool { true }
    /// The wrapped value, or `NULL`.
    @inlinable public var sqlValue: SQLValue { self?.sqlValue ?? .null }

    /// Reads the column, `NULL` as `nil`.
    @inlinable @inline(__always) public init(row: any RowSource, at index: Int) throws(DatabaseError) {
        if row.isNull(at: index) {
            self = .none
        } else {
            self = .some(try Wrapped(row: row, at: index))
        }
    }
}

extension SQLConvertible where Self: RawRepresentable, RawValue: SQLConvertible {
    /// The raw value's column type.
    public static var sqlType: SQLType { RawValue.sqlType }
    /// The raw value.
    @inlinable public var sqlValue: SQLValue { rawValue.sqlValue }

    /// Reads the raw value and refuses one that this type does not know.
    @inlinable public init(row: any RowSource, at index: Int) throws(DatabaseError) {
        guard let value = Self(rawValue: try RawValue(row: row, at: index)) else {
            throw DatabaseError(.decoding, "column \(index + 1) holds an unknown \(Self.self)")
        }
        self = value
    }
}
