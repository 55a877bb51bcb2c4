/// What a transaction may do.
public enum TransactionMode: String, Sendable, Hashable {
    /// Reads of one consistent snapshot; a write fails with `.readOnly`.
    case read
    /// Reads and writes.
    case write
}
