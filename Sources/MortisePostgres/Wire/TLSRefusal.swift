#if Postgres
/// Why a connection as secure as demanded did not come about, and what to do. libpq gives no code for it, so the text has
/// to tell; in any other language it is an ordinary refusal.
enum TLSRefusal {
    /// What to fix; `nil` when the refusal is about something else. Holds nothing of the connection string.
    static func advice(for text: String) -> String? {
        for line in text.split(separator: "\n").reversed() {
            // The server's own words: it was reached.
            if line.contains("FATAL:") { return nil }
            if line.contains("does not match host name") {
                return "the server's certificate is for \(quoted(line)), not for the host of the connection string; "
                    + "connect by a name that the certificate has (host=NAME, with hostaddr=ADDRESS where NAME "
                    + "does not lead to the server)"
            }
            if let known = known.first(where: { line.contains($0.part) }) { return known.advice }
        }
        return nil
    }

    private static let known: [(part: String, advice: String)] = [
        (
            "certificate verify failed",
            "the server's certificate was not signed by the authority in sslrootcert, or is out of date; "
                + "name the authority's file in sslrootcert, or renew the certificate"
        ),
        (
            "server does not support SSL",
            "the server speaks no TLS and sslmode demands it; turn ssl on at the server (ssl=on with ssl_cert_file and "
                + "ssl_key_file)"
        ),
        (
            "root certificate file",
            "the file of sslrootcert, by default ~/.postgresql/root.crt, is missing or unreadable; sslmode=verify-full "
                + "needs the certificate of the authority there"
        ),
        (
            "channel binding",
            "channel_binding=require needs TLS and SCRAM; demand TLS by sslmode=verify-full and store the role's "
                + "password as scram-sha-256"
        ),
        ("SSL error", "the TLS handshake failed; compare the TLS versions and certificates of both sides"),
        ("private key file", "the file of sslkey is missing, unreadable or open to others; it needs mode 0600"),
        ("certificate file", "the file of sslcert is missing or unreadable"),
    ]

    // The name in the certificate, which the server shows to everybody.
    private static func quoted(_ line: Substring) -> String {
        guard let start = line.firstRange(of: "server certificate for \""),
            let end = line[start.upperBound...].firstIndex(of: "\"")
        else { return "another host" }
        return "\"\(line[start.upperBound..<end])\""
    }
}
#endif
