/// An authority made by the command `openssl`, and the certificate that it gave a server.
public struct Certificates: Sendable {
    /// The authority's certificate, for `sslrootcert`.
    public let authority: String
    /// The server's certificate.
    public let certificate: String
    /// The server's key.
    public let key: String

    /// Makes an authority and a certificate for a host name.
    ///
    /// - Parameters:
    ///   - name: Tells its files from those of another authority.
    ///   - folder: Where they go.
    public static func make(_ name: String, for host: String, in folder: String) async throws -> Certificates {
        let stem = "\(folder)/\(name)"
        let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        try ServerFolder.write("subjectAltName=DNS:\(host)\nbasicConstraints=CA:FALSE\n", to: "\(stem).extensions")
        try await openssl(
            ["req", "-x509"] + newKey + [
                "-keyout", "\(stem)-ca.key", "-out", "\(stem)-ca.crt", "-days", "2", "-subj", "/CN=\(name) authority",
            ], folder)
        try await openssl(
            ["req", "-new"] + newKey + [
                "-keyout", "\(stem).key", "-out", "\(stem).csr", "-subj", "/CN=\(host)",
            ], folder)
        try await openssl(
            [
                "x509", "-req", "-in", "\(stem).csr", "-CA", "\(stem)-ca.crt", "-CAkey", "\(stem)-ca.key",
                "-CAcreateserial", "-out", "\(stem).crt", "-days", "2", "-extfile", "\(stem).extensions",
            ], folder)
        return Certificates(authority: "\(stem)-ca.crt", certificate: "\(stem).crt", key: "\(stem).key")
    }

    // As the server's user, for the server refuses a key that others can read.
    private static func openssl(_ arguments: [String], _ folder: String) async throws {
        try await ChildProcess.run(ServerPrograms.asServer(["openssl"] + arguments), in: folder)
    }
}
