import MortiseLocking

/// A fresh data folder, made once and copied for each cluster: `initdb` takes seconds, a copy does not.
enum PostgresTemplate {
    /// The superuser of every cluster.
    static let user = "mortise_test"
    /// Its password over TCP; over the socket there is none.
    static let password = (0..<16).map { _ in String(UInt8.random(in: 16...255), radix: 16) }.joined()

    private static let making = Locked<Task<String, any Error>?>(nil)

    /// Copies the template into a folder.
    static func copy(to data: String, in folder: String) async throws {
        let task = making.withLock { making in
            let task = making ?? Task { try await make() }
            making = task
            return task
        }
        let template = try await task.value
        try await ChildProcess.run(ServerPrograms.asServer(["cp", "-a", template, data]), in: folder)
    }

    private static func make() async throws -> String {
        guard let programs = ServerPrograms.postgres else { throw ServerFailure("PostgreSQL is not installed") }
        let folder = try ServerFolder.make()
        try ServerFolder.write(password + "\n", to: "\(folder)/password")
        try await ChildProcess.run(
            ServerPrograms.asServer([
                "\(programs)/initdb", "--pgdata=\(folder)/data", "--username=\(user)", "--pwfile=\(folder)/password",
                "--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync",
                "--no-instructions",
            ]), in: folder)
        return "\(folder)/data"
    }
}
