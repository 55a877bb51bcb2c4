#if HTTP
public import Hummingbird
public import Mortise

/// The request context of an app that wants to know who asks.
///
/// ```swift
/// struct AppContext: AuthRequestContext {
///     var coreContext: CoreRequestContextStorage
///     let remoteAddress: SocketAddress?
///     var auth = RequestAuth()
/// }
/// ```
public protocol AuthRequestContext: RemoteAddressRequestContext {
    /// Who asks; ``SessionMiddleware`` fills it in.
    var auth: RequestAuth { get set }
}

/// Who asks.
public struct RequestAuth: Sendable {
    /// Client address, user agent and request id: what the engine's flows take.
    public internal(set) var request: Mortise.RequestContext
    /// The session that the request proves, with its user; nil where it proves none.
    public internal(set) var session: AuthenticatedSession?

    /// Nobody known yet.
    public init() {
        request = Mortise.RequestContext()
    }

    /// The user whose session it is.
    public var user: User? { session?.user }
}
#endif
