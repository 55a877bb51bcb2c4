#if CLI
import Glibc

/// A port that nobody listens on. It is chosen before the server starts, since the base URL names it.
enum FreePort {
    /// Finds one.
    ///
    /// - Throws: ``CommandFailure`` where the system has none.
    static func find() throws(CommandFailure) -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard isBound else {
            let reason = String(cString: strerror(errno))
            throw CommandFailure(.failure, "listen", "There is no free port: \(reason). Choose one with --port.")
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
#endif
