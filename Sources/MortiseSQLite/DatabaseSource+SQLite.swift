#if SQLite
public import MortiseSQL

extension DatabaseSource {
    /// An SQLite file, made where it is missing.
    public static func sqlite(path: String) -> DatabaseSource {
        sqlite(SQLiteConfiguration(.file(path)))
    }

    /// An SQLite database.
    public static func sqlite(_ configuration: SQLiteConfiguration) -> DatabaseSource {
        DatabaseSource { () throws(DatabaseError) in try await SQLiteDatabase.open(configuration) }
    }
}
#endif
