import Foundation

/// Where the servers' programs are, and as whom they run: PostgreSQL and PgBouncer refuse to run as root.
enum ServerPrograms {
    /// The folder of the newest PostgreSQL; Debian keeps each version's programs in a folder of its own, outside `PATH`.
    static let postgres: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders = versions.compactMap(Double.init).sorted().map { "/usr/lib/postgresql/\(Int($0))/bin" }
        if let newest = folders.last(where: { isProgram("\($0)/initdb") }) { return newest }
        return path(of: "initdb").map { ($0 as NSString).deletingLastPathComponent }
    }()

    /// PgBouncer.
    static let bouncer = path(of: "pgbouncer")

    /// The user that servers run as when the tests run as root.
    static let user: (id: uid_t, group: gid_t)? = {
        guard getuid() == 0 else { return nil }
        return getpwnam("postgres").map { ($0.pointee.pw_uid, $0.pointee.pw_gid) }
    }()

    /// Whether there is somebody to run servers as.
    static var hasUser: Bool { getuid() != 0 || user != nil }

    /// A command as the servers' user. It ends when the thread that started it does.
    static func asServer(_ arguments: [String], dyingWith signal: String = "QUIT") -> [String] {
        let identity = user == nil ? [] : ["--reuid", "postgres", "--regid", "postgres", "--init-groups"]
        // That user may be unable to enter this folder; setsid keeps Ctrl-C for the tests.
        return ["env", "--chdir=/", "setpriv"] + identity + ["--pdeathsig", signal, "setsid"] + arguments
    }

    private static func path(of program: String) -> String? {
        let folders =
            ["/usr/sbin"] + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return folders.map { "\($0)/\(program)" }.first(where: isProgram)
            .map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    }

    private static func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 }
}
