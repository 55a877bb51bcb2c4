#if CLI
import MortisePostgres

/// Whether the way to the database can be trusted.
struct TransportCheck: Check {
    let name = "transport"

    func findings(in installation: Installation) async -> [Finding] {
        guard case .postgres(let url) = installation.configuration.database else {
            return [.skipped("the database is not reached over a network")]
        }
        guard PostgresConfiguration(url).trustsNetwork else {
            return [.ok("the connection stays on this machine, or the server proves who it is")]
        }
        return [
            .warning(
                "the connection may be read or taken over on its way",
                fix:
                    "Let MORTISE_DATABASE_URL say sslmode=verify-full, with sslrootcert where the authority is your own."
            )
        ]
    }
}
#endif
