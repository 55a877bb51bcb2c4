#if Postgres
import Foundation
import MortiseLocking

/// One connection through a ``WireProxy``: a thread for each direction, which sees whole messages.
final class ProxiedConnection: Sendable {
    private struct State {
        var server: Int32?
        /// Nothing passes any more, in either direction.
        var isSilent = false
        /// What the server must have answered before the connection is cut.
        var awaited: String?
        var threads = 2
    }

    private let client: Int32
    private let proxy: WireProxy
    private let state = Locked(State())

    init(client: Int32, proxy: WireProxy) {
        self.client = client
        self.proxy = proxy
    }

    /// Starts to pass messages on.
    func run(upstream: String) {
        guard let server = Socket.connect(toPath: upstream) else {
            Glibc.close(client)
            return proxy.forget(self)
        }
        state.withLock { $0.server = server }
        Thread.detachNewThread { [self] in
            passRequests(to: server)
            leave()
        }
        Thread.detachNewThread { [self] in
            passAnswers(from: server)
            leave()
        }
    }

    /// Lets nothing through any more, without ending anything.
    func swallowAll() { state.withLock { $0.isSilent = true } }

    /// Ends both sides.
    func end() {
        state.withLock { state in
            guard state.threads > 0 else { return }
            shutdown(client, Int32(SHUT_RDWR))
            if let server = state.server { shutdown(server, Int32(SHUT_RDWR)) }
        }
    }

    private var isSilent: Bool { state.withLock { $0.isSilent } }

    private func passRequests(to server: Int32) {
        var messages = MessageStream(startsWithUntypedMessage: true)
        var statements: [String: String] = [:]
        while let bytes = Socket.read(client) {
            for message in messages.take(bytes) {
                if isSilent { continue }
                switch message.type {
                case "P":
                    let texts = message.texts(2)
                    statements[texts[0]] = texts[1]
                case "B":
                    // Portal, statement.
                    let statement = statements[message.texts(2)[1]] ?? ""
                    switch proxy.takeCut(at: statement) {
                    case .before?: return end()
                    case .after(let start)?: state.withLock { $0.awaited = start }
                    case nil: break
                    }
                default: break
                }
                guard Socket.write(message.bytes, to: server) else { return end() }
            }
        }
        end()
    }

    private func passAnswers(from server: Int32) {
        var messages = MessageStream(startsWithUntypedMessage: false)
        var isDone = false
        while let bytes = Socket.read(server) {
            for message in messages.take(bytes) {
                if isSilent { continue }
                if let awaited = state.withLock({ $0.awaited }) {
                    // CommandComplete of the statement, then ReadyForQuery: its transaction is over.
                    if message.type == "C", message.texts(1)[0].hasPrefix(awaited) { isDone = true }
                    if message.type == "Z", isDone { return end() }
                    continue
                }
                guard Socket.write(message.bytes, to: client) else { return end() }
            }
        }
        // A black hole does not tell that its other end is gone.
        if !isSilent { end() }
    }

    private func leave() {
        let isLast = state.withLock { state in
            state.threads -= 1
            return state.threads == 0
        }
        guard isLast else { return }
        Glibc.close(client)
        if let server = state.withLock({ $0.server }) { Glibc.close(server) }
        proxy.forget(self)
    }
}

/// Bytes cut into messages: a type, a length that counts itself, a body (PostgreSQL manual, section 55.7).
struct MessageStream {
    struct Message {
        let type: Character?
        let bytes: [UInt8]

        /// The first texts of the body, each ended by NUL.
        func texts(_ count: Int) -> [String] {
            let parts = bytes.dropFirst(5).split(separator: 0, maxSplits: count, omittingEmptySubsequences: false)
            return (0..<count).map { $0 < parts.count ? String(decoding: parts[$0], as: UTF8.self) : "" }
        }
    }

    private var buffer: [UInt8] = []
    // The startup message of a client has no type.
    private var isUntyped: Bool

    init(startsWithUntypedMessage: Bool) { isUntyped = startsWithUntypedMessage }

    /// Takes bytes in and whole messages out.
    mutating func take(_ bytes: [UInt8]) -> [Message] {
        buffer += bytes
        var messages: [Message] = []
        var position = 0
        while true {
            let start = isUntyped ? position : position + 1
            guard buffer.count >= start + 4 else { break }
            let length = buffer[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            guard buffer.count >= start + length else { break }
            let type = isUntyped ? nil : Character(UnicodeScalar(buffer[position]))
            messages.append(Message(type: type, bytes: Array(buffer[position..<start + length])))
            position = start + length
            isUntyped = false
        }
        buffer.removeFirst(position)
        return messages
    }
}
#endif
