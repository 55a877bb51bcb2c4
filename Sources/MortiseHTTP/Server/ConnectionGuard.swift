#if HTTP
import HTTPTypes
import Logging
import Mortise
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Answers what is no HTTP in the envelope, and closes connections that cannot carry another request: after such an
/// answer, and after one that was given before its request had arrived in full.
///
/// It closes its own direction first and waits a moment, for a closed socket that has unread data would take the answer
/// back from the client (RFC 9112, section 9.6).
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private static let linger = TimeAmount.seconds(2)

    private enum State {
        case open
        /// The answer in work is the last.
        case closing
        /// The last answer is out; what still comes is dropped.
        case closed
    }

    private let log: ServerLog
    private var state = State.open
    private var isReadingRequest = false
    private var unansweredRequests = 0
    /// What to answer after the requests that arrived well.
    private var refusal: Failure?
    private var closing: Scheduled<Void>?

    init(log: ServerLog) {
        self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .closed = state { return }
        switch unwrapInboundIn(data) {
        case .head:
            isReadingRequest = true
            unansweredRequests += 1
        case .body: break
        case .end: isReadingRequest = false
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .closed = state { return }
        // Whoever reads the rest of a request must learn that it will not come.
        guard let error = error as? HTTPParserError, !isReadingRequest else {
            context.fireErrorCaught(error)
            return
        }
        refusal = Failure(error == .headerOverflow ? .headersTooLarge : .badJSON, closesConnection: true)
        if unansweredRequests == 0 { refuse(context) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .closed = state {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            let isEarly = isReadingRequest && unansweredRequests == 1
            if isEarly || head.headerFields[.connection] == "close" {
                state = .closing
                head.headerFields[.connection] = "close"
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            unansweredRequests -= 1
            context.write(data, promise: promise)
            if case .closing = state {
                close(context)
            } else if unansweredRequests == 0, refusal != nil {
                refuse(context)
            }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .closed = state, case ChannelEvent.inputClosed = event {
            context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        closing?.cancel()
    }

    private func refuse(_ context: ChannelHandlerContext) {
        guard let refusal else { return }
        let caller = RequestContext(clientAddress: context.remoteAddress.flatMap(IPAddress.init))
        let body = Envelope.failure(refusal, requestID: caller.requestID)
        var fields = HTTPFields.json(requestID: caller.requestID, failure: refusal)
        fields[.contentLength] = String(body.readableBytes)
        log.recordRefusal(refusal.code.status, in: caller)
        context.write(
            wrapOutboundOut(.head(HTTPResponse(status: refusal.code.status, headerFields: fields))), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        close(context)
    }

    private func close(_ context: ChannelHandlerContext) {
        state = .closed
        context.flush()
        context.close(mode: .output, promise: nil)
        closing = context.eventLoop.assumeIsolated().scheduleTask(in: Self.linger) {
            context.close(promise: nil)
        }
    }
}
#endif
