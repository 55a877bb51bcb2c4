/// The name of a role, in the form that needs no quotes.
public struct RoleName: Sendable, Hashable, CustomStringConvertible {
    /// The name.
    public let description: String

    /// A name of 1 to 63 lower-case ASCII letters, digits and underscores that does not begin with a digit or `pg_`.
    public init?(_ text: String) {
        let isWord = text.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "_")
        }
        guard let first = text.utf8.first, text.utf8.count <= 63, isWord, first > UInt8(ascii: "9") else { return nil }
        guard !text.hasPrefix("pg_"), !["public", "none"].contains(text) else { return nil }
        description = text
    }

    private init(known name: StaticString) { description = name.description }

    /// `mortise_owner`
    public static let owner = RoleName(known: "mortise_owner")
    /// `mortise_app`
    public static let app = RoleName(known: "mortise_app")
}

/// SQL that gives PostgreSQL two roles: one that owns the engine's tables and migrates, one that serves and can do no
/// more than the flows need.
public struct RoleScript: Sendable {
    /// Owns the tables.
    public let owner: RoleName
    /// Serves.
    public let app: RoleName

    /// A script for two roles.
    public init(owner: RoleName, app: RoleName) {
        self.owner = owner
        self.app = app
    }

    /// The script, one statement. It may be run any number of times.
    ///
    /// Tables that do not exist yet are left out, so it is run again after the migration that makes them.
    public var text: String {
        let grants = EngineMigrations.grants.map { grant in
            "            ('\(grant.table)', '\(grant.privileges.map(\.rawValue).joined(separator: ", "))')"
        }
        return """
            -- The roles of the engine on PostgreSQL. Run this in the engine's database as an administrator before the
            -- first migration, and again after each migration, as an administrator or as \(owner).
            --
            -- \(owner) owns the tables: it migrates, and removes old audit entries.
            -- \(app) serves: it can neither change the schema nor change or remove audit entries.
            --
            -- New roles have no password; give them one, as by \\password in psql.
            DO $$
            DECLARE
                role text;
                entry record;
            BEGIN
                FOREACH role IN ARRAY ARRAY['\(owner)', '\(app)'] LOOP
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
                        EXECUTE format('CREATE ROLE %I LOGIN', role);
                    END IF;
                    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role);
                    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), role);
                END LOOP;
                EXECUTE format('GRANT CREATE ON SCHEMA %I TO \(owner)', current_schema());
                EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC, \(app)', current_schema());
                FOR entry IN
                    SELECT t.oid::regclass AS name, t.relowner <> '\(owner)'::regrole AS is_foreign, g.privileges
                    FROM (VALUES
            \(grants.joined(separator: ",\n"))
                    ) AS g (name, privileges)
                    JOIN pg_class t ON t.relname = g.name AND t.relnamespace = current_schema()::regnamespace
                LOOP
                    IF entry.is_foreign THEN
                        EXECUTE format('ALTER TABLE %s OWNER TO \(owner)', entry.name);
                    END IF;
                    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, \(app)', entry.name);
                    IF entry.privileges <> '' THEN
                        EXECUTE format('GRANT %s ON %s TO \(app)', entry.privileges, entry.name);
                    END IF;
                END LOOP;
            END
            $$;

            """
    }
}
