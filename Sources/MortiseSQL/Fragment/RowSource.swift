public import struct FoundationEssentials.UUID

/// The current row of a running statement, as a backend shows it to a decoder.
///
/// Columns are read straight from the driver's buffers, so a row is alive only during the call that receives it.
/// Each reader throws ``DatabaseError`` with code `.decoding` when the column is `NULL` or of another type.
public protocol RowSource {
    /// Whether the column is `NULL`.
    func isNull(at index: Int) -> Bool
    /// The column as a UUID.
    func uuid(at index: Int) throws(DatabaseError) -> UUID
    /// The column as a moment.
    func instant(at index: Int) throws(DatabaseError) -> Instant
    /// The column as a truth value.
    func bool(at index: Int) throws(DatabaseError) -> Bool
    /// The column as an integer.
    func int64(at index: Int) throws(DatabaseError) -> Int64
    /// The column as text: also that of a JSON or IP column.
    func text(at index: Int) throws(DatabaseError) -> String
    /// The column as a byte string.
    func bytes(at index: Int) throws(DatabaseError) -> [UInt8]
}
