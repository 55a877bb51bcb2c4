#if CLI
import Glibc

/// The content of a small file.
enum FileContents {
    /// Why a file could not be read.
    struct Failure: Error {
        /// In words, without the path.
        let reason: String
    }

    /// Reads a file.
    ///
    /// - Throws: ``Failure`` where it cannot be read or is longer than `maximumBytes`.
    static func read(_ path: String, maximumBytes: Int) throws(Failure) -> [UInt8] {
        guard !path.utf8.contains(0) else { throw Failure(reason: "the path holds NUL") }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        return try read(descriptor, maximumBytes: maximumBytes)
    }

    /// Reads an open file to its end.
    static func read(_ descriptor: Int32, maximumBytes: Int) throws(Failure) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
            if count == 0 { return content }
            content += chunk.prefix(count)
            guard content.count <= maximumBytes else {
                throw Failure(reason: "it is longer than \(maximumBytes) bytes")
            }
        }
    }
}
#endif
