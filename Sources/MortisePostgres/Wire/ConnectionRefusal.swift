#if Postgres
import CLibPQ
import MortiseSQL

/// Why a connection did not come about. libpq gives no SQLSTATE for it, so the text has to tell.
enum ConnectionRefusal {
    private static let credentials = [
        "authentication failed", "no pg_hba.conf entry", "no password supplied", "is not permitted to log in",
        "certificate authentication", "pg_hba.conf rejects",
    ]

    static func error(_ handle: borrowing ConnectionHandle) -> DatabaseError {
        let text = PQerrorMessage(handle.pointer).map { String(cString: $0) } ?? ""
        if let advice = TLSRefusal.advice(for: text) { return DatabaseError(.tlsFailed, advice) }
        let isMissing = text.contains("does not exist") && text.contains("FATAL")
        let isRefused = PQconnectionNeedsPassword(handle.pointer) == 1 || isMissing
        if isRefused || credentials.contains(where: { text.contains($0) }) {
            return DatabaseError(.authenticationFailed, reason(text))
        }
        if text.contains("permission denied for database") { return DatabaseError(.permissionDenied, reason(text)) }
        return DatabaseError(.unavailable, reason(text))
    }

    // The server's own words, or the system's. What libpq writes before them quotes the connection string, and with a
    // wrongly written URL that can be a part of the password.
    private static func reason(_ text: String) -> String {
        let line = text.split(separator: "\n").last { !$0.hasPrefix("\t") } ?? "no reason given"
        if let start = line.firstRange(of: "FATAL:") { return trimmed(line[start.upperBound...]) }
        return trimmed(line.split(separator: ":").last ?? line)
    }

    private static func trimmed(_ text: Substring) -> String { String(text.drop { $0 == " " }) }
}
#endif
