#if CLI
import Mortise
import NIOCore
import NIOHTTP1
import NIOPosix

/// A connection to a server of this machine, kept for many requests.
final class HTTPConnection {
    /// What the server answered.
    struct Answer: Sendable {
        let status: Int
        let body: JSON?
    }

    /// What became of a request that got no answer.
    enum Failure: Error {
        /// The server closed the connection before it answered.
        case closed
        /// The connection ended within an answer.
        case cut
    }

    // A stream can be iterated once only.
    private var inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>

    private init(
        _ inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>,
        _ outbound: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>
    ) {
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    /// Opens a connection for `body` and closes it.
    static func open<Result: Sendable>(
        _ port: Int, _ body: (HTTPConnection) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(HTTPConnection(inbound, outbound))
        }
    }

    /// Sends a request and waits for its whole answer.
    ///
    /// - Throws: ``Failure``. Every way to lose the connection counts as its end: TCP resets one that was closed while
    ///   a request was on its way.
    func request(
        _ method: HTTPMethod, _ path: String, _ body: JSON? = nil, token: String? = nil
    ) async throws -> Answer {
        let bytes = body?.serialized() ?? []
        var head = HTTPRequestHead(version: .http1_1, method: method, uri: path)
        head.headers = ["Host": "127.0.0.1", "Content-Length": "\(bytes.count)"]
        if body != nil { head.headers.add(name: "Content-Type", value: "application/json") }
        if let token { head.headers.add(name: "Authorization", value: "Bearer \(token)") }
        do {
            try await outbound.write(contentsOf: [.head(head), .body(.byteBuffer(ByteBuffer(bytes: bytes))), .end(nil)])
        } catch {
            throw Failure.closed
        }
        return try await answer()
    }

    private func answer() async throws -> Answer {
        var status: Int?
        var body = ByteBuffer()
        while let part = await next() {
            switch part {
            case .head(let head): status = Int(head.status.code)
            case .body(var chunk): body.writeBuffer(&chunk)
            case .end:
                guard let status else { throw Failure.cut }
                return Answer(status: status, body: try? JSON.parse(Array(body.readableBytesView)))
            }
        }
        throw status == nil ? Failure.closed : Failure.cut
    }

    private func next() async -> HTTPClientResponsePart? {
        do { return try await inbound.next(isolation: #isolation) } catch { return nil }
    }
}
#endif
