#if SMTP
import Foundation
import Mortise
import MortiseSMTP
import MortiseTesting
import Testing

/// A real mail server, for one test.
struct MailServer {
    /// What the server was told beside the mail.
    struct Envelope: Decodable, Equatable {
        let from: String
        let to: [String]
        let host: String
        let encrypted: Bool
        let authenticated: Bool
    }

    let folder: TemporaryFolder
    let script: Script
    let port: UInt16

    /// Runs a test beside a server, and ends that.
    ///
    /// - Parameter options: Those of `mail_server.py`; its certificates are named as ``Certificates`` has them.
    static func run<Result: Sendable>(
        _ options: [String] = [], _ test: (MailServer) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let script = try Script("python", [Script.path("mail_server.py"), folder.path] + options, in: folder)
        let result: Swift.Result<Result, any Error>
        do {
            let port = try #require(UInt16(try await script.next("port ")))
            result = .success(try await test(MailServer(folder: folder, script: script, port: port)))
        } catch {
            result = .failure(error)
        }
        try await script.end()
        return try result.get()
    }

    /// A transport to this server without encryption.
    func transport(_ change: (inout SMTPConfiguration) -> Void = { _ in }) throws -> SMTPTransport {
        try transport("smtp://127.0.0.1:\(port)?tls=none", change)
    }

    func transport(
        _ url: String, _ change: (inout SMTPConfiguration) -> Void = { _ in }
    ) throws -> SMTPTransport {
        var configuration = try SMTPConfiguration(url: url)
        change(&configuration)
        return SMTPTransport(configuration)
    }

    /// The bytes of a mail that arrived.
    func mail(_ name: String = "1") throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(folder.path)/\(name).eml")))
    }

    func envelope(_ name: String = "1") throws -> Envelope {
        try JSONDecoder().decode(Envelope.self, from: Data(contentsOf: URL(filePath: "\(folder.path)/\(name).json")))
    }

    /// Whether any mail has arrived.
    var isEmpty: Bool {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasSuffix(".eml") }
        }
    }
}
#endif
