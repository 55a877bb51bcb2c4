import Crypto

extension Migration {
    /// The statements on the way up, in order, without semicolons.
    public func upStatements(for dialect: any SQLDialect) throws(DatabaseError) -> [String] {
        try Self.statements(up, for: dialect)
    }

    /// The statements on the way down; `nil` where there is none.
    public func downStatements(for dialect: any SQLDialect) throws(DatabaseError) -> [String]? {
        guard let changes = downChanges else { return nil }
        return try Self.statements(changes, for: dialect)
    }

    /// The SHA-256 of the rendered statements on the way up, in hexadecimal: what tells that history has changed.
    public func checksum(for dialect: any SQLDialect) throws(DatabaseError) -> String {
        let digits = Array("0123456789abcdef")
        return SHA256.hash(data: Array(Self.script(try upStatements(for: dialect)).utf8))
            .reduce(into: "") { $0 += [digits[Int($1 >> 4)], digits[Int($1 & 15)]] }
    }

    /// Statements as a script, each ended by a semicolon and a newline.
    public static func script(_ statements: [String]) -> String {
        statements.map { $0 + ";\n" }.joined()
    }

    private static func statements(
        _ changes: [SchemaChange], for dialect: any SQLDialect
    ) throws(DatabaseError) -> [String] {
        var statements: [String] = []
        for change in changes { statements += try change.statements(for: dialect) }
        return statements
    }
}
