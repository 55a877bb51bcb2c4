/// Asks a database whether its own structures are sound.
public enum IntegrityCheck {
    /// What the database finds wrong with itself; empty for a sound one. SQLite reads the whole file and checks every
    /// reference; PostgreSQL offers no such check over SQL, and keeps its references itself.
    ///
    /// - Throws: ``DatabaseError``.
    public static func findings(of database: any Database) async throws(DatabaseError) -> [String] {
        guard database.dialect.name == "sqlite" else { return [] }
        let pages = Raw(
            SQLFragment(unsafeRaw: "SELECT integrity_check FROM pragma_integrity_check"), returning: texts)
        let references = Raw(
            SQLFragment(
                unsafeRaw: "SELECT 'row of ' || \"table\" || ' refers to nothing' FROM pragma_foreign_key_check"),
            returning: texts)
        do throws(DatabaseError) {
            return try await database.all(Statement(once: "integrity.pages", pages)).filter { $0 != "ok" }
                + database.all(Statement(once: "integrity.references", references))
        } catch {
            // Damage that ends the check is what it was to find.
            guard error.code == .corrupt else { throw error }
            return ["the file is too damaged to be checked to its end: \(error.message)"]
        }
    }

    private static let texts = Projection(Expression<String>(unsafeRaw: SQLFragment(unsafeRaw: "text")))
}
