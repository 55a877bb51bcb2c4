import Glibc

/// Reads and makes keyring files.
enum KeyringFile {
    private static let maximumBytes = 64 * 1024

    /// The keyring in a file; `nil` where there is none.
    static func read(_ path: String) throws(AuthError) -> Keyring? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("cannot read the keyring at \(path)")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("cannot read the keyring at \(path)") }
        guard status.st_mode & 0o077 == 0 else {
            throw AuthError(
                .keyring, "the keyring at \(path) can be read by others than its owner; run `chmod 600 \(path)`")
        }
        var bytes = [UInt8](repeating: 0, count: maximumBytes)
        var length = 0
        while length < bytes.count {
            let count = bytes[length...].withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw failure("cannot read the keyring at \(path)") }
            if count == 0 { break }
            length += count
        }
        return try Keyring(parsing: String(decoding: bytes[..<length], as: UTF8.self))
    }

    /// Makes a keyring file, unless another process was faster; then that one's keyring is read.
    ///
    /// It is written whole under another name, flushed, and linked to its own name, which cannot replace a file: so
    /// nobody ever reads half a keyring, and a key that has sealed something is on the disk.
    static func create(_ path: String) throws(AuthError) -> Keyring {
        let keyring = Keyring.random()
        let draft = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max))"
        defer { unlink(draft) }
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("cannot make a keyring at \(path)") }
        let isWritten = write(keyring.text, to: descriptor) && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten else { throw failure("cannot write the keyring at \(path)") }
        guard link(draft, path) == 0 else {
            if errno == EEXIST, let existing = try read(path) { return existing }
            throw failure("cannot make a keyring at \(path)")
        }
        flushFolder(of: path)
        return keyring
    }

    static func write(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    static func flushFolder(of path: String) {
        let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) + "/" } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    static func failure(_ what: String) -> AuthError {
        AuthError(.keyring, "\(what): \(String(cString: strerror(errno)))")
    }
}
