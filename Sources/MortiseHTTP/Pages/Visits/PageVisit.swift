#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

/// A page being asked for, or a form being sent.
struct PageVisit: Sendable {
    let exchange: Exchange
    let pages: HostedPages
    let language: PageLanguage

    init(_ exchange: Exchange, _ pages: HostedPages) {
        self.exchange = exchange
        self.pages = pages
        language = pages.language(for: exchange.request)
    }

    var engine: AuthEngine { exchange.engine }
    var context: Mortise.RequestContext { exchange.context }

    /// The answer of `handler`; who needs a session and has none is led to the login, and back from there.
    func answer(_ handler: (PageVisit) async throws -> Response) async throws -> Response {
        do {
            return try await handler(self)
        } catch {
            guard Failure(error).code == .sessionRequired else { throw error }
            var response = redirect(to: "/login?next=\(exchange.request.uri.path)")
            if exchange.request.method != .get && exchange.request.method != .head {
                // A path that takes forms alone cannot be come back to.
                response = redirect(to: "/login")
            }
            if exchange.credential.isCookie {
                response.headers.append(HTTPField(name: .setCookie, value: exchange.service.cookie.clearing))
            }
            return response
        }
    }

    /// A page.
    func page(_ template: PageTemplateName, _ title: PageText, _ facts: PageFacts = PageFacts()) -> Response {
        var facts = facts
        facts[.title] = .text(language.text(title))
        return pages.page(template, facts, in: language, for: exchange.request, requestID: context.requestID)
    }

    /// The way from a form that is done to a page (RFC 9110, section 15.4.4), which tells of it.
    func redirect(to path: String, _ notice: Notice? = nil) -> Response {
        redirect(to: "\(pages.configuration.prefix)\(path)", outside: false, notice)
    }

    /// The way to an address that was checked.
    func redirect(to address: WebAddress) -> Response { redirect(to: address.description, outside: true, nil) }

    private func redirect(to location: String, outside: Bool, _ notice: Notice?) -> Response {
        var response = Response(status: .seeOther, headers: .common(requestID: context.requestID))
        response.headers[.location] = location
        response.headers[.referrerPolicy] = outside ? "no-referrer" : "strict-origin"
        if let notice {
            response.headers.append(
                HTTPField(name: .setCookie, value: pages.notice.setting(notice.rawValue, lifetime: Notice.lifetime)))
        }
        return response
    }

    /// The fields that were sent.
    func posted() async throws -> JSON.Object {
        try await BodyReader(limits: exchange.configuration.limits).form(
            of: exchange.request, deadline: exchange.deadline)
    }
}
#endif
