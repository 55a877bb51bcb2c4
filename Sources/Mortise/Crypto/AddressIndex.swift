/// An address as statements know it: its blind index under every key of the ring.
///
/// Its shape is the same however many keys there are, and so are the statements that take it.
struct AddressIndex: Sendable {
    /// The digests under all keys, the active one's repeated where there are fewer keys than a ring may have.
    let digests: [[UInt8]]
    /// What those wait for who give an address to an account. Nodes of which another key is active agree on it as long as
    /// they share the oldest one.
    let lock: Int64
    /// The highest number on the ring. A database that knows of a higher one holds digests that this ring cannot make.
    let newestKeyID: Int64

    init(digests: [[UInt8]], oldestDigest: [UInt8], newestKeyID: UInt32) {
        let missing = max(0, Keyring.maximumKeys - digests.count)
        self.digests = digests + digests.prefix(1).flatMap { Array(repeating: $0, count: missing) }
        lock = Int64(bitPattern: oldestDigest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
        self.newestKeyID = Int64(newestKeyID)
    }
}
