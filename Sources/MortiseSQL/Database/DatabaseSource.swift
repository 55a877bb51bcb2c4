/// A database to be opened: what a backend offers to an app in one word, as `.sqlite(path:)`.
public struct DatabaseSource: Sendable {
    /// Opens the database.
    public let open: @Sendable () async throws(DatabaseError) -> any Database

    /// A database to be opened in this way.
    public init(open: @escaping @Sendable () async throws(DatabaseError) -> any Database) {
        self.open = open
    }

    /// A database that is open already.
    public static func database(_ database: any Database) -> DatabaseSource {
        DatabaseSource { () throws(DatabaseError) in database }
    }
}
