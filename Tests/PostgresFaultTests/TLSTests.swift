#if Postgres
import MortisePostgres
import MortiseSQL
import TestServers
import Testing

extension PostgresFaultTests {
    /// What libpq's TLS modes let through and refuse, and what a refusal says.
    @Suite struct TLS {
        private static let host = "db.mortise.test"

        @Test func `each mode accepts and refuses what the manual says`() async throws {
            try await Self.withEncryptedServer { (cluster, certificates, others) async throws in
                let named = "host=\(Self.host) hostaddr=127.0.0.1 \(cluster.credentials) "
                let full = "sslmode=verify-full sslrootcert="
                #expect(try await encryption(named + full + certificates.authority) == "TLS")
                // Any name will do, but not any authority.
                let renamed = "host=other.mortise.test hostaddr=127.0.0.1 \(cluster.credentials) "
                #expect(
                    try await encryption(renamed + "sslmode=verify-ca sslrootcert=\(certificates.authority)") == "TLS")
                // Encrypted, to whoever answers.
                #expect(try await encryption(renamed + "sslmode=require") == "TLS")
                #expect(try await encryption(renamed + "sslmode=disable") == "plain")

                let wrongName = await refusal(renamed + full + certificates.authority)
                #expect(wrongName?.code == .tlsFailed)
                #expect(wrongName?.message.contains("\"\(Self.host)\"") == true, "\(wrongName?.message ?? "")")
                #expect(wrongName?.message.contains("other.mortise.test") == false)
                let byAddress = await refusal("host=127.0.0.1 \(cluster.credentials) " + full + certificates.authority)
                #expect(byAddress?.code == .tlsFailed)
                for mode in ["verify-full", "verify-ca"] {
                    let stranger = await refusal(named + "sslmode=\(mode) sslrootcert=\(others.authority)")
                    #expect(stranger?.code == .tlsFailed)
                    #expect(stranger?.message.contains("sslrootcert") == true, "\(stranger?.message ?? "")")
                    let nothing = await refusal(named + "sslmode=\(mode) sslrootcert=/nowhere/root.crt")
                    #expect(nothing?.code == .tlsFailed)
                    #expect(nothing?.message.contains("missing") == true, "\(nothing?.message ?? "")")
                }
            }
        }

        @Test func `a server without TLS is refused where it is demanded, and prefer does without`() async throws {
            try await PostgresCluster.run { (cluster) async throws in
                let certificates = try await Certificates.make("own", for: Self.host, in: cluster.folder)
                let named = "host=\(Self.host) hostaddr=127.0.0.1 \(cluster.credentials) "
                for mode in ["require", "verify-ca", "verify-full"] {
                    let error = await refusal(named + "sslmode=\(mode) sslrootcert=\(certificates.authority)")
                    #expect(error?.code == .tlsFailed)
                    #expect(error?.message.contains("ssl=on") == true, "\(error?.message ?? "")")
                }
                #expect(try await encryption(named + "sslmode=prefer") == "plain")
                let bound = await refusal(named + "sslmode=prefer channel_binding=require")
                #expect(bound?.code == .tlsFailed)
                #expect(bound?.message.contains("SCRAM") == true, "\(bound?.message ?? "")")
            }
        }

        @Test func `the password is bound to the channel`() async throws {
            try await Self.withEncryptedServer { (cluster, certificates, _) async throws in
                let strict =
                    "host=\(Self.host) hostaddr=127.0.0.1 sslmode=verify-full channel_binding=require "
                    + "sslrootcert=\(certificates.authority) "
                #expect(try await encryption(strict + cluster.credentials) == "TLS")
                let wrong = await refusal(strict + cluster.credentials + " password=wrong")
                #expect(wrong?.code == .authenticationFailed)
                // A server that asks for no SCRAM could be anybody who passes the password on.
                try await cluster.administer(
                    "SET password_encryption = 'md5'", "CREATE ROLE old LOGIN PASSWORD 'old'")
                let old = await refusal(strict + cluster.credentials + " user=old password=old")
                #expect(old != nil)
                #expect(old?.code == .tlsFailed || old?.code == .authenticationFailed, "\(old?.message ?? "")")
            }
        }

        @Test func `a refused server is asked once by each caller, and works once it is put right`() async throws {
            try await Self.withEncryptedServer { (cluster, certificates, others) async throws in
                let string =
                    "host=\(Self.host) hostaddr=127.0.0.1 \(cluster.credentials) sslmode=verify-full "
                    + "sslrootcert=\(certificates.authority)"
                try await cluster.withDatabase(string) { (database) async throws in
                    #expect(try await database.first(Probe.echo(1)) == 1)
                    await cluster.stop(.fast)
                    cluster.configure(["ssl_cert_file": others.certificate, "ssl_key_file": others.key])
                    try await cluster.start()
                    // The first one may meet the connection that broke.
                    for _ in 0..<3 {
                        let error = await #expect(throws: DatabaseError.self) {
                            try await database.execute(Probe.command("SELECT 1"))
                        }
                        #expect([.tlsFailed, .connectionLost].contains(error?.code))
                    }
                    await #expect(throws: DatabaseError(.tlsFailed, "")) { try await database.first(Probe.echo(1)) }
                    #expect(try await eventually { database.statistics.inUse == 0 })
                    await cluster.stop(.fast)
                    cluster.configure(["ssl_cert_file": certificates.certificate, "ssl_key_file": certificates.key])
                    try await cluster.start()
                    #expect(try await database.first(Probe.echo(2)) == 2)
                }
            }
        }

        @Test func `a server that demands TLS says so to who comes without`() async throws {
            try await Self.withEncryptedServer { (cluster, _, _) async throws in
                try await cluster.administer(
                    "CREATE TABLE rules (line text)",
                    "INSERT INTO rules VALUES ('local all all trust'), ('hostssl all all 127.0.0.1/32 scram-sha-256')",
                    "COPY rules TO '\(cluster.folder)/data/pg_hba.conf'", "SELECT pg_reload_conf()")
                #expect(
                    try await eventually {
                        try await cluster.number("SELECT count(*) FROM pg_hba_file_rules WHERE type = 'hostssl'") == 1
                    })
                let plain = "host=127.0.0.1 \(cluster.credentials) sslmode=disable"
                // The postmaster reads the file a moment after it was told to.
                #expect(try await eventually { await attempt(plain)?.code == .authenticationFailed })
                let error = await refusal(plain)
                #expect(error?.message.contains("no encryption") == true, "\(error?.message ?? "")")
                #expect(try await encryption("host=127.0.0.1 \(cluster.credentials) sslmode=require") == "TLS")
            }
        }

        private static func withEncryptedServer(
            _ body: (PostgresCluster, Certificates, Certificates) async throws -> Void
        ) async throws {
            var both: (Certificates, Certificates)?
            try await PostgresCluster.run { folder in
                let own = try await Certificates.make("own", for: host, in: folder)
                both = (own, try await Certificates.make("other", for: host, in: folder))
                return ["ssl": "on", "ssl_cert_file": own.certificate, "ssl_key_file": own.key]
            } _: { cluster in
                let (own, other) = try #require(both)
                try await body(cluster, own, other)
            }
        }

        private func encryption(_ connectionString: String) async throws -> String {
            let database = try await PostgresDatabase.open(PostgresConfiguration(connectionString))
            let isEncrypted = try await database.first(
                Probe.number("SELECT ssl::int::bigint FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
            await database.close()
            return isEncrypted == 1 ? "TLS" : "plain"
        }

        private func refusal(_ connectionString: String) async -> DatabaseError? {
            await #expect(throws: DatabaseError.self) {
                try await PostgresDatabase.open(PostgresConfiguration(connectionString))
            }
        }

        private func attempt(_ connectionString: String) async -> DatabaseError? {
            do throws(DatabaseError) {
                await (try PostgresDatabase.open(PostgresConfiguration(connectionString))).close()
                return nil
            } catch {
                return error
            }
        }
    }
}

extension PostgresCluster {
    fileprivate var credentials: String { "port=\(port) user=mortise_test dbname=postgres password=\(password)" }
}
#endif
