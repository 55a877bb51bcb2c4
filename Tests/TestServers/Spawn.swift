import Glibc

/// `posix_spawn`, with what children of the tests have in common.
enum Spawn {
    private static let environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"]

    /// Starts a program, looked up in `PATH`.
    ///
    /// - Parameters:
    ///   - output: The file that its output and errors are added to.
    ///   - input: The descriptor that it reads from; nothing where `nil`.
    /// - Returns: The process id; `nil` when that failed.
    static func process(_ arguments: [String], output: String, input: Int32? = nil) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // A server that inherits the many descriptors of a test run has too few left for itself. glibc passes over those
        // that are closed by now.
        for descriptor in inheritable { posix_spawn_file_actions_addclose(&actions, descriptor) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let words = arguments.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for text in words + variables { free(text) } }
        var identifier: pid_t = 0
        return posix_spawnp(&identifier, arguments[0], &actions, &attributes, words, variables) == 0 ? identifier : nil
    }

    // The descriptors that a new program would get, beyond the standard ones.
    private static var inheritable: [Int32] {
        (3..<Int32(clamping: min(sysconf(Int32(_SC_OPEN_MAX)), 16_384))).filter { descriptor in
            let flags = fcntl(descriptor, F_GETFD)
            return flags >= 0 && flags & FD_CLOEXEC == 0
        }
    }
}
