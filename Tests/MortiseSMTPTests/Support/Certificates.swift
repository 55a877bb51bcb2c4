#if SMTP
import Foundation
import MortiseTesting
import Testing

/// Certificates of an authority that nobody knows, made for this run.
struct Certificates {
    let folder: TemporaryFolder

    /// The authority's certificate.
    var authority: String { "\(folder.path)/ca.pem" }
    /// The server that we connect to, as `mail_server.py` takes it.
    var localhost: String { "\(folder.path)/localhost" }
    /// Another one.
    var otherHost: String { "\(folder.path)/other.example" }

    static func run<Result>(_ test: (Certificates) async throws -> Result) async throws -> Result {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await Script("make_certificates", [folder.path], in: folder).end()
        return try await test(Certificates(folder: folder))
    }
}
#endif
