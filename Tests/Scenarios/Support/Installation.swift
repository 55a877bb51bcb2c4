#if CLI
import Foundation
import Mortise
import MortiseTesting

/// The command `mortise`, told by its environment to use a test's database.
struct Installation: Sendable {
    private let folder: TemporaryFolder
    private let environment: [String: String]

    /// Makes a keyring for a database.
    ///
    /// - Parameters:
    ///   - isLoaded: Whether the test loads the server, from one address: then there are no limits, and accounts log in
    ///     without their mail. Otherwise all is as it is by default.
    ///   - settings: What comes before all that.
    init(_ storage: TestStorage, isLoaded: Bool = true, settings: [String: String] = [:]) throws {
        folder = storage.folder
        let keyring = "\(storage.folder.path)/keys"
        try Keyring.generateFile(at: keyring)
        let free = ["MORTISE_RATE_LIMITS": "off", "MORTISE_REQUIRE_VERIFIED_EMAIL": "false"]
        environment = [
            "MORTISE_DATABASE_URL": storage.url ?? "", "MORTISE_KEYRING": "file:\(keyring)",
            "MORTISE_ARGON2_MEMORY_KIB": "8", "MORTISE_ARGON2_ITERATIONS": "1", "MORTISE_LOG_LEVEL": "warning",
        ].merging(isLoaded ? free : [:]) { $1 }.merging(settings) { $1 }
    }

    /// Starts a command.
    func start(_ arguments: String...) throws -> RunningProgram {
        try RunningProgram("mortise", arguments, in: folder, environment: environment)
    }

    /// Runs a command to its end.
    func run(_ arguments: String...) async throws -> RunningProgram.End {
        try await RunningProgram.run("mortise", arguments, in: folder, environment: environment)
    }

    /// Starts a server on a free port, on a database that it migrates where needed.
    func serve() async throws -> Server {
        try await Server(try start("serve", "--json", "--port", "0", "--migrate"))
    }

    /// The addresses of all accounts, as the command lists them.
    func addresses() async throws -> [String] {
        var addresses: [String] = []
        var last: String?
        repeat {
            var arguments = ["user", "list", "--json", "--limit", "1000"]
            if let last { arguments += ["--after", last] }
            let page = try await RunningProgram.run("mortise", arguments, in: folder, environment: environment)
            guard page.status == 0 else { throw Failure(errors: page.errors) }
            let document = try page.document()
            addresses += document["users"]?.arrayValue?.compactMap { $0["email"]?.stringValue } ?? []
            last = document["next"]?.stringValue
        } while last != nil
        return addresses
    }

    struct Failure: Error { let errors: String }
}

/// `mortise serve`, which listens.
struct Server: Sendable {
    let program: RunningProgram
    let port: Int

    /// Waits until it listens.
    init(_ program: RunningProgram) async throws {
        let line = try await program.firstLine()
        guard let port = try JSON.parse(Array(line.utf8))["listening"]?["port"]?.integerValue else {
            throw Installation.Failure(errors: line)
        }
        self.program = program
        self.port = Int(port)
    }
}
#endif
