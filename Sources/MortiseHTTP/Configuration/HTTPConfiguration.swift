#if HTTP
public import Mortise

/// What the HTTP face can be told. Apart from the base URL, the defaults are safe for production.
public struct HTTPConfiguration: Sendable {
    /// Where clients reach the server. Its scheme decides the cookie; its origin is always allowed.
    public var baseURL: BaseURL
    /// What the paths of the API begin with. Health checks lie at the root.
    public var prefix: PathPrefix
    /// The routes that are served; all others do not exist.
    public var routes: Set<RouteName>
    /// Further origins whose pages may use the API.
    public var allowedOrigins: Set<Origin>
    /// The peers whose `X-Forwarded-For` and `X-Request-Id` are believed.
    public var trustedProxies: [IPNetwork]
    /// Whether registration tells that an address is taken. Otherwise its answer is the same for every address.
    public var revealsAccounts: Bool
    /// Whether `GET /verify-email/{token}` verifies the address at once. Otherwise it only looks, for mail scanners open
    /// links.
    public var consumesOnGet: Bool
    /// Further fields of a registration, which the app's hooks get as its attributes; all others are refused. Their form is
    /// for a hook to look at.
    public var registrationFields: Set<String> = []
    /// How the hosted pages look and where they lead.
    public var pages: PageConfiguration
    /// What a request may take.
    public var limits: Limits
    /// The metrics of the process, and who may read them; nil for no such route.
    public var metrics: MetricsPage?

    /// A configuration.
    public init(
        baseURL: BaseURL, prefix: PathPrefix = .standard, routes: Set<RouteName> = Set(RouteName.allCases),
        allowedOrigins: Set<Origin> = [], trustedProxies: [IPNetwork] = [], revealsAccounts: Bool = false,
        consumesOnGet: Bool = false, pages: PageConfiguration = PageConfiguration(), limits: Limits = Limits(),
        metrics: MetricsPage? = nil
    ) {
        self.baseURL = baseURL
        self.prefix = prefix
        self.routes = routes
        self.allowedOrigins = allowedOrigins
        self.trustedProxies = trustedProxies
        self.revealsAccounts = revealsAccounts
        self.consumesOnGet = consumesOnGet
        self.pages = pages
        self.limits = limits
        self.metrics = metrics
    }
}
#endif
