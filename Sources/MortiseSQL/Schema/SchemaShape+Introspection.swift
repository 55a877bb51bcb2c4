extension SchemaShape {
    /// Reads the schema of the database: all tables in the file, or in the current schema on PostgreSQL.
    ///
    /// - Throws: ``DatabaseError``, `.unsupported` for a dialect whose catalog is not known.
    public static func read(
        from runner: some StatementRunner, dialect: any SQLDialect
    ) async throws(DatabaseError) -> SchemaShape {
        let queries: [SQLFragment]
        switch dialect.name {
        case "sqlite": queries = sqliteFacts
        case "postgres": queries = postgresFacts
        default: throw DatabaseError(.unsupported, "no introspection for \(dialect.name)")
        }
        var facts: Set<String> = []
        for query in queries {
            let fact = Projection(Expression<String>(unsafeRaw: query))
            facts.formUnion(try await runner.all(Statement(once: "schema.facts", Raw(query, returning: fact))))
        }
        return SchemaShape(facts: facts)
    }

    private static let sqliteFacts = [
        SQLFragment(
            unsafeRaw: """
                SELECT 'column ' || m.name || '.' || c.name || ' ' || lower(c.type) || iif(c."notnull", ' not null', ' null')
                FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT GLOB 'sqlite_*'
                """),
        SQLFragment(
            unsafeRaw: """
                SELECT 'primary key ' || name || ' (' || group_concat(column, ',') || ')' FROM (
                    SELECT m.name AS name, c.name AS column
                    FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.pk > 0 ORDER BY m.name, c.pk)
                GROUP BY name
                """),
        SQLFragment(
            unsafeRaw: """
                SELECT 'foreign key ' || name || ' (' || group_concat(source, ',') || ') references '
                    || target || ' (' || group_concat(target_column, ',') || ') ' || lower(action) FROM (
                    SELECT m.name AS name, k.id AS id, k."table" AS target, k."from" AS source, k."to" AS target_column,
                        k.on_delete AS action
                    FROM sqlite_schema m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table' ORDER BY m.name, k.id, k.seq)
                GROUP BY name, id
                """),
        SQLFragment(
            unsafeRaw: """
                SELECT 'index ' || name || ' ' || tbl || ' (' || group_concat(column, ',') || ')'
                    || iif(is_unique, ' unique', '') || iif(is_partial, ' partial', '') FROM (
                    SELECT m.name AS tbl, l.name AS name, l."unique" AS is_unique, l.partial AS is_partial, i.name AS column
                    FROM sqlite_schema m, pragma_index_list(m.name) l, pragma_index_info(l.name) i
                    WHERE m.type = 'table' AND l.origin = 'c' ORDER BY m.name, l.name, i.seqno)
                GROUP BY tbl, name
                """),
        // SQLite keeps constraint names only in the statement that made the table.
        SQLFragment(
            unsafeRaw: """
                WITH RECURSIVE rest(tbl, text) AS (
                    SELECT name, substr(sql, instr(sql, 'CONSTRAINT "') + 12)
                    FROM sqlite_schema WHERE type = 'table' AND instr(sql, 'CONSTRAINT "') > 0
                    UNION ALL
                    SELECT tbl, substr(text, instr(text, 'CONSTRAINT "') + 12) FROM rest WHERE instr(text, 'CONSTRAINT "') > 0)
                SELECT 'check ' || tbl || ' ' || substr(text, 1, instr(text, '"') - 1)
                FROM rest WHERE substr(text, instr(text, '"') + 1, 7) = ' CHECK '
                """),
    ]

    private static let postgresFacts = [
        SQLFragment(
            unsafeRaw: """
                SELECT 'column ' || c.relname || '.' || a.attname || ' ' || CASE t.typname
                    WHEN 'bool' THEN 'boolean' WHEN 'int8' THEN 'bigint' ELSE t.typname::text END
                    || CASE WHEN a.attnotnull THEN ' not null' ELSE ' null' END
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
                    AND NOT a.attisdropped
                """),
        SQLFragment(
            unsafeRaw: """
                SELECT 'primary key ' || c.relname || ' (' || string_agg(a.attname::text, ',' ORDER BY k.position) || ')'
                FROM pg_constraint p JOIN pg_class c ON c.oid = p.conrelid
                    CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY AS k(number, position)
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
                WHERE p.contype = 'p' AND c.relnamespace = current_schema()::regnamespace GROUP BY c.relname
                """),
        SQLFragment(
            unsafeRaw: """
                SELECT 'foreign key ' || c.relname || ' (' || string_agg(a.attname::text, ',' ORDER BY k.position)
                    || ') references ' || t.relname || ' (' || string_agg(b.attname::text, ',' ORDER BY k.position) || ') '
                    || CASE f.confdeltype WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'
                        WHEN 'd' THEN 'set default' ELSE 'no action' END
                FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class t ON t.oid = f.confrelid
                    CROSS JOIN LATERAL unnest(f.conkey, f.confkey) WITH ORDINALITY AS k(source, target, position)
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.source
                    JOIN pg_attribute b ON b.attrelid = t.oid AND b.attnum = k.target
                WHERE f.contype = 'f' AND c.relnamespace = current_schema()::regnamespace
                GROUP BY f.oid, c.relname, t.relname, f.confdeltype
                """),
        SQLFragment(
            unsafeRaw: """
                SELECT 'index ' || i.relname || ' ' || c.relname || ' ('
                    || string_agg(a.attname::text, ',' ORDER BY k.position) || ')'
                    || CASE WHEN x.indisunique THEN ' unique' ELSE '' END
                    || CASE WHEN x.indpred IS NULL THEN '' ELSE ' partial' END
                FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
                    CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k(number, position)
                    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
                WHERE c.relnamespace = current_schema()::regnamespace AND NOT x.indisprimary AND x.indisvalid
                GROUP BY i.relname, c.relname, x.indisunique, x.indpred
                """),
        SQLFragment(
            unsafeRaw: """
                SELECT 'check ' || c.relname || ' ' || k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
                WHERE k.contype = 'c' AND c.relnamespace = current_schema()::regnamespace
                """),
    ]
}
