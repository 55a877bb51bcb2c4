#if Postgres
import CLibPQ
import Glibc
import MortiseSQL

/// The keywords handed to libpq (PostgreSQL manual, section 34.1.2). Later ones win over earlier ones, so the connection
/// string stands between what it may change and what it may not.
struct ConnectionOptions {
    private let pairs: [(keyword: String, value: String)]

    /// - Throws: ``DatabaseError`` with code `.misuse` when the connection string is malformed.
    init(_ configuration: PostgresConfiguration) throws(DatabaseError) {
        let connectTimeout = max(2, configuration.connectTimeout.milliseconds / 1000)
        var pairs = [
            ("fallback_application_name", configuration.applicationName),
            ("connect_timeout", "\(connectTimeout)"),
            ("tcp_user_timeout", "\(configuration.tcpUserTimeout.milliseconds)"),
        ]
        if let idle = configuration.keepaliveIdle {
            let seconds = max(1, idle.milliseconds / 1000)
            pairs += [("keepalives_idle", "\(seconds)"), ("keepalives_interval", "5"), ("keepalives_count", "3")]
        } else {
            pairs.append(("keepalives", "0"))
        }
        // What the embedder gives to the server in `options` is kept beside our own.
        let given =
            try ConnectionString(configuration.connectionString)["options"]
            ?? getenv("PGOPTIONS").map { String(cString: $0) }
        pairs += [("dbname", configuration.connectionString), ("client_encoding", "UTF8")]
        if configuration.preparedStatements {
            let own = Self.settings(configuration)
            pairs.append(("options", ([given].compactMap { $0 } + own).joined(separator: " ")))
        }
        self.pairs = pairs
    }

    /// Connects; blocks until that has worked or failed.
    func connect() -> ConnectionHandle? {
        let keywords = pairs.map { strdup($0.keyword) }
        let values = pairs.map { strdup($0.value) }
        defer {
            for text in keywords { free(text) }
            for text in values { free(text) }
        }
        let connection = PQconnectdbParams(
            keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
        return connection.map { ConnectionHandle($0) }
    }

    private static func settings(_ configuration: PostgresConfiguration) -> [String] {
        let timeouts = [
            ("statement_timeout", configuration.statementTimeout), ("lock_timeout", configuration.lockTimeout),
            ("idle_in_transaction_session_timeout", configuration.idleTransactionTimeout),
        ].map { "-c \($0.0)=\($0.1?.milliseconds ?? 0)" }
        return timeouts + (configuration.isReadOnly ? ["-c default_transaction_read_only=on"] : [])
    }
}

extension Duration {
    /// Whole milliseconds, at least 1.
    fileprivate var milliseconds: Int64 { max(1, microseconds / 1000) }
}
#endif
