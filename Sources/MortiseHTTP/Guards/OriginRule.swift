#if HTTP
import HTTPTypes

/// The rule against requests that a page of another site makes its visitor's browser send (CSRF).
struct OriginRule: Sendable {
    let own: Origin
    let allowed: Set<Origin>

    /// What a request that may change something says about where it comes from.
    struct Evidence: Sendable, Hashable {
        /// The values of the `Origin` headers.
        var origin: [String] = []
        /// The values of the `Sec-Fetch-Site` headers.
        var fetchSite: [String] = []
        /// Whether it brings our cookie.
        var hasCookie = false
        /// Whether it proves itself by a bearer token, which no browser attaches by itself.
        var hasBearer = false
    }

    /// Whether the request may pass.
    ///
    /// What is present must pass: an `Origin` that is our own or allowed, a `Sec-Fetch-Site` of `same-origin` or `none`,
    /// or of any kind beside an allowed `Origin`. Where neither is present, no browser made the request, or an old one:
    /// it passes without a cookie only.
    func allows(_ evidence: Evidence) -> Bool {
        if evidence.hasBearer { return true }
        guard evidence.origin.count <= 1, evidence.fetchSite.count <= 1 else { return false }
        let origin = evidence.origin.first.map(Origin.init)
        switch (origin, evidence.fetchSite.first) {
        case (nil, nil): return !evidence.hasCookie
        case (nil, let site?): return Self.isSame(site)
        // A header that is no origin, `null` included.
        case (.some(nil), _): return false
        case (.some(let origin?), nil): return origin == own || allowed.contains(origin)
        case (.some(let origin?), let site?):
            if allowed.contains(origin) { return Self.isSame(site) || site == "cross-site" || site == "same-site" }
            return origin == own && Self.isSame(site)
        }
    }

    /// Refuses what a page of another site may have made a browser send.
    func check(_ headers: HTTPFields, credential: Credential, cookie: Cookie) throws(Failure) {
        var evidence = Evidence(origin: headers[values: .origin], fetchSite: headers[values: .secFetchSite])
        evidence.hasCookie = !cookie.values(in: headers).isEmpty
        if case .bearer = credential { evidence.hasBearer = true }
        guard allows(evidence) else { throw Failure(.csrfFailed) }
    }

    private static func isSame(_ site: String) -> Bool {
        site == "same-origin" || site == "none"
    }
}
#endif
