#if HTTP
import Hummingbird
import NIOCore

/// Hands every request of ``AuthServer`` to the responder: the framework's router would fold what paths must not.
struct ServerResponder: HTTPResponder {
    /// What a connection tells of a request.
    struct Context: InitializableFromSource {
        let peer: SocketAddress?

        init(source: ApplicationRequestContextSource) {
            peer = source.channel.remoteAddress
        }
    }

    let responder: AuthResponder

    func respond(to request: Request, context: Context) async throws -> Response {
        await responder.respond(to: request, from: context.peer)
    }
}
#endif
