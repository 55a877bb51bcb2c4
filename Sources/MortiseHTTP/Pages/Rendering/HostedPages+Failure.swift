#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension HostedPages {
    /// The page of a failure that belongs to no form.
    func failure(_ failure: Failure, for request: Request, requestID: String) -> Response {
        let language = language(for: request)
        let wait = ["wait": language.wait(failure.retryAfter ?? 1)]
        let (title, lead): (PageText, PageText) =
            switch failure.code {
            case .csrfFailed: (.originTitle, .originLead)
            case .notFound, .methodNotAllowed: (.notFoundTitle, .notFoundLead)
            case .rateLimited: (.limitTitle, .problemLimit)
            case .bodyTooLarge, .headersTooLarge: (.tooLargeTitle, .tooLargeLead)
            case .overloaded, .unavailable, .notReady, .requestTimeout: (.busyTitle, .busyLead)
            case .internal: (.brokenTitle, .brokenLead)
            default: (.badRequestTitle, .badRequestLead)
            }
        var facts = PageFacts()
        facts[.title] = .text(language.text(title))
        facts[.lead] = .text(language.text(lead, wait))
        var response = page(
            .failure, facts, in: language, status: failure.code.status, for: request, requestID: requestID)
        response.headers.add(failure)
        return response
    }
}

extension HTTPFields {
    /// What any answer with a failure carries.
    mutating func add(_ failure: Failure) {
        if let seconds = failure.retryAfter { self[.retryAfter] = String(seconds) }
        if let methods = failure.allow { self[.allow] = methods }
        // RFC 9110, section 15.5.2, wants a challenge with each 401.
        if failure.code.status == .unauthorized { self[.wwwAuthenticate] = "Bearer" }
        if failure.closesConnection { self[.connection] = "close" }
    }
}

extension PageLanguage {
    /// How long to wait, for people: whole minutes from two minutes on.
    func wait(_ seconds: Int) -> String {
        seconds < 120
            ? text(.waitSeconds, ["count": String(seconds)])
            : text(.waitMinutes, ["count": String((seconds + 59) / 60)])
    }
}
#endif
