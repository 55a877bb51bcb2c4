import Glibc

extension KeyringFile {
    /// Replaces a keyring file by a changed one. Of several processes that do it at once each changes what the one before
    /// has left; whoever reads meanwhile sees the old file or the new one, whole.
    static func change(
        _ path: String, _ body: (Keyring) throws(AuthError) -> Keyring
    ) throws(AuthError) {
        guard let resolved = realpath(path, nil) else { throw failure("cannot change the keyring at \(path)") }
        defer { free(resolved) }
        let file = String(cString: resolved)
        let descriptor = try lock(file)
        defer { close(descriptor) }
        guard let keyring = try read(file) else { throw AuthError(.keyring, "there is no keyring at \(path)") }
        try replace(file, by: try body(keyring), likeThatOf: descriptor)
    }

    /// The file, open and locked, and still the one of that name.
    private static func lock(_ path: String) throws(AuthError) -> Int32 {
        while true {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw failure("cannot change the keyring at \(path)") }
            var locked = stat()
            var named = stat()
            while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
            guard fstat(descriptor, &locked) == 0, stat(path, &named) == 0 else {
                let error = failure("cannot change the keyring at \(path)")
                close(descriptor)
                throw error
            }
            if locked.st_ino == named.st_ino && locked.st_dev == named.st_dev { return descriptor }
            // Another process has replaced the file while this one waited for it.
            close(descriptor)
        }
    }

    private static func replace(
        _ path: String, by keyring: Keyring, likeThatOf original: Int32
    ) throws(AuthError) {
        let draft = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max))"
        defer { unlink(draft) }
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("cannot write the keyring at \(path)") }
        var owner = stat()
        // The administrator may change the keyring of a server that runs under another name.
        let isWritten =
            fstat(original, &owner) == 0 && fchown(descriptor, owner.st_uid, owner.st_gid) == 0
            && write(keyring.text, to: descriptor) && fsync(descriptor) == 0
        let error = isWritten ? nil : failure("cannot write the keyring at \(path)")
        close(descriptor)
        if let error { throw error }
        guard rename(draft, path) == 0 else { throw failure("cannot replace the keyring at \(path)") }
        flushFolder(of: path)
    }
}
