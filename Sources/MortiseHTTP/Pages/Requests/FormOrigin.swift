#if HTTP
import HTTPTypes

/// The origin rule for forms, which is narrower than that of the API: a form must say that it comes from our own pages.
struct FormOrigin: Sendable {
    private let rule: OriginRule

    init(own: Origin) {
        // Pages of other origins call the API; none of them has a form of ours.
        rule = OriginRule(own: own, allowed: [])
    }

    /// Whether a form may pass.
    ///
    /// Browsers of today send `Origin` with every form, and most `Sec-Fetch-Site`. Older ones, and those of text
    /// terminals, send neither but `Referer`, whose origin is then as good. Without any of the three nothing passes, with
    /// or without a cookie: else a foreign page could log its visitor in to an account of its own.
    func allows(_ headers: HTTPFields) -> Bool {
        var evidence = OriginRule.Evidence(
            origin: headers[values: .origin], fetchSite: headers[values: .secFetchSite], hasCookie: true)
        if evidence.origin.isEmpty && evidence.fetchSite.isEmpty {
            evidence.origin = headers[values: .referer].map { WebAddress($0)?.origin?.description ?? "" }
        }
        return rule.allows(evidence)
    }
}
#endif
