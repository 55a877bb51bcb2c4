#if CLI
import Foundation

/// One HTTP exchange over a bare socket of this machine.
enum HTTPExchange {
    struct Failure: Error { let step: String }

    /// Opens a connection.
    static func connect(port: Int) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            close(descriptor)
            throw Failure(step: "connect")
        }
        // Seconds and microseconds: a `timeval`, whose initializer hides once a module of libcurl is near.
        var limit = (20, 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout.size(ofValue: limit)))
        return descriptor
    }

    static func send(_ text: String, to descriptor: Int32) throws {
        let bytes = Array(text.utf8)
        guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Failure(step: "send")
        }
    }

    /// Everything until the server closes.
    static func receive(from descriptor: Int32) -> String {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while case let count = recv(descriptor, &chunk, chunk.count, 0), count > 0 { all += chunk.prefix(count) }
        return String(decoding: all, as: UTF8.self)
    }

    /// Sends a request and returns the whole answer.
    static func request(_ method: String, _ path: String, body: String = "", port: Int) throws -> String {
        let descriptor = try connect(port: port)
        defer { close(descriptor) }
        try send(head(method, path, length: body.utf8.count) + body, to: descriptor)
        return receive(from: descriptor)
    }

    static func head(_ method: String, _ path: String, length: Int) -> String {
        "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            + (length == 0 ? "" : "Content-Type: application/json\r\nContent-Length: \(length)\r\n") + "\r\n"
    }
}
#endif
