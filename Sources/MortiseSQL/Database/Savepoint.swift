/// The statements of a part of a transaction that may be taken back on its own.
enum Savepoint {
    static let open = Query("savepoint.open") { Raw(SQLFragment(unsafeRaw: "SAVEPOINT mortise")) }
    static let keep = Query("savepoint.end") { Raw(SQLFragment(unsafeRaw: "RELEASE SAVEPOINT mortise")) }
    static let takeBack = Query("savepoint.end") { Raw(SQLFragment(unsafeRaw: "ROLLBACK TO SAVEPOINT mortise")) }
}
