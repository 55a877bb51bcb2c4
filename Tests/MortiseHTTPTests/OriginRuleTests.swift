#if HTTP
import Mortise
import Testing

@testable import MortiseHTTP

@Suite struct OriginRuleTests {
    typealias Evidence = OriginRule.Evidence
    static let own = "https://auth.example.com"
    static let app = "https://app.example.com"
    static let evil = "https://evil.example"

    private func rule() throws -> OriginRule {
        OriginRule(own: try #require(Origin(Self.own)), allowed: [try #require(Origin(Self.app))])
    }

    @Test(arguments: [
        Evidence(),
        Evidence(fetchSite: ["same-origin"], hasCookie: true),
        Evidence(fetchSite: ["none"], hasCookie: true),
        Evidence(origin: [own], hasCookie: true),
        Evidence(origin: ["HTTPS://AUTH.example.com:443"]),
        Evidence(origin: [own], fetchSite: ["same-origin"], hasCookie: true),
        Evidence(origin: [app], hasCookie: true),
        Evidence(origin: [app], fetchSite: ["cross-site"], hasCookie: true),
        Evidence(origin: [app], fetchSite: ["same-site"], hasCookie: true),
        Evidence(origin: [app], fetchSite: ["same-origin"]),
        Evidence(origin: [evil], fetchSite: ["cross-site"], hasCookie: true, hasBearer: true),
    ])
    func `what comes from an allowed place passes`(evidence: Evidence) throws {
        #expect(try rule().allows(evidence))
    }

    @Test(arguments: [
        Evidence(hasCookie: true),
        Evidence(fetchSite: ["cross-site"]),
        Evidence(fetchSite: ["same-site"]),
        Evidence(fetchSite: ["Same-Origin"]),
        Evidence(fetchSite: [""]),
        Evidence(fetchSite: ["same-origin", "same-origin"]),
        Evidence(origin: [evil]),
        Evidence(origin: ["null"]),
        Evidence(origin: ["null"], fetchSite: ["same-origin"]),
        Evidence(origin: [""]),
        Evidence(origin: [own, own]),
        Evidence(origin: [evil], fetchSite: ["same-origin"]),
        Evidence(origin: [own], fetchSite: ["cross-site"]),
        Evidence(origin: [own], fetchSite: ["same-site"]),
        Evidence(origin: [app], fetchSite: ["elsewhere"]),
        Evidence(origin: ["http://auth.example.com"]),
        Evidence(origin: ["https://auth.example.com:8443"]),
        Evidence(origin: ["https://auth.example.com.evil.example"]),
        Evidence(origin: ["https://auth.example.com/"]),
        Evidence(origin: ["https://user@auth.example.com"]),
    ])
    func `what may come from elsewhere is refused`(evidence: Evidence) throws {
        #expect(try !rule().allows(evidence))
    }
}
#endif
