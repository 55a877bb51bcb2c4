import Foundation

/// Folders for the servers' files, all within one that disappears with the tests' process, however that ends.
enum ServerFolder {
    private static let root: Result<String, ServerFailure> = {
        // Directly under /tmp: the path of a socket may have at most 107 bytes.
        var template = Array("/tmp/mortise-servers.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return .failure(ServerFailure("cannot make a folder under /tmp")) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        own(path)
        // The shell reads to the end of the pipe, which comes when this process is gone.
        var pipe: [Int32] = [0, 0]
        guard Glibc.pipe(&pipe) == 0, fcntl(pipe[1], F_SETFD, FD_CLOEXEC) == 0,
            Spawn.process(
                ["setsid", "sh", "-c", "cat; sleep 1; rm -rf \"$0\"", path], output: "/dev/null", input: pipe[0]) != nil
        else { return .failure(ServerFailure("cannot watch over \(path)")) }
        close(pipe[0])
        return .success(path)
    }()

    /// Makes a folder that the servers' user owns.
    static func make() throws -> String {
        let path = try "\(root.get())/\(UInt32.random(in: 0 ... .max))"
        guard mkdir(path, 0o700) == 0 else { throw ServerFailure("cannot make \(path)") }
        own(path)
        return path
    }

    /// Removes a folder.
    static func remove(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("\(path) could not be removed: \(error)")
        }
    }

    /// Writes a file that the servers' user owns.
    static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        own(path)
    }

    private static func own(_ path: String) {
        if let user = ServerPrograms.user { chown(path, user.id, user.group) }
    }
}
