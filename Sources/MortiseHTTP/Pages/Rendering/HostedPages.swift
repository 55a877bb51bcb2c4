#if HTTP
import HTTPTypes
import Hummingbird
import Mortise
import Mustache
import NIOCore

/// The hosted pages of a configuration: templates, texts and headers, ready to be filled in.
struct HostedPages: Sendable {
    let configuration: PageConfiguration
    let origin: FormOrigin
    let notice: Cookie
    let style: PageAsset
    let icon: PageAsset
    /// What texts have braces for.
    let values: [String: String]
    private let app: String
    private let library: MustacheLibrary
    private let texts: [String: PageFacts]
    private let headers: HTTPFields

    init(_ configuration: HTTPConfiguration, engine: AuthConfiguration) {
        let pages = configuration.pages
        self.configuration = pages
        let base = pages.prefix.description
        origin = FormOrigin(own: configuration.baseURL.origin)
        notice = .notice(configuration.baseURL)
        style = PageAsset(pages.contents.style, path: "\(base)/style.css", type: "text/css; charset=utf-8")
        icon = PageAsset(pages.contents.icon, path: "\(base)/icon.svg", type: "image/svg+xml")
        app = engine.appName
        library = MustacheLibrary(
            templates: Dictionary(
                uniqueKeysWithValues: PageTemplateName.allCases.map {
                    ($0.rawValue, pages.contents.template($0).mustache)
                }))
        values = ["app": engine.appName, "minimum": String(engine.passwordRules.minimumCodePoints)]
        texts = Dictionary(
            pages.languages.map { [values] in ($0.tag, PageFacts($0.allTexts(values))) },
            uniquingKeysWith: { first, _ in first })
        headers = Self.headers(pages)
    }

    /// The language for a request.
    func language(for request: Request) -> PageLanguage {
        AcceptedLanguages(request.headers[values: .acceptLanguage].joined(separator: ","))
            .choice(of: configuration.languages)
    }

    /// Whether a path is one of pages, served or not.
    func own(_ path: String) -> Bool {
        path.utf8.starts(with: "\(configuration.prefix)/".utf8)
            || path.utf8.elementsEqual(configuration.prefix.description.utf8)
    }

    /// A page.
    ///
    /// - Parameters:
    ///   - template: Which.
    ///   - facts: What it tells; `title` among them.
    ///   - request: The request that it answers, which may bring a notice.
    func page(
        _ template: PageTemplateName, _ facts: PageFacts, in language: PageLanguage, status: HTTPResponse.Status = .ok,
        for request: Request, requestID: String
    ) -> Response {
        var facts = facts
        facts[.app] = .text(app)
        facts[.base] = .text(configuration.prefix.description)
        facts[.lang] = .text(language.tag)
        facts[.dir] = .text(language.isRightToLeft ? "rtl" : "ltr")
        facts[.style] = .text(style.path)
        facts[.icon] = .text(icon.path)
        facts[.stylesheet] = configuration.stylesheet.map { .text($0.description) }
        facts[.t] = .group(texts[language.tag] ?? PageFacts(language.allTexts(values)))
        var fields = headers
        fields.append(HTTPField(name: .xRequestID, value: requestID))
        fields[.contentLanguage] = language.tag
        let notices = notice.values(in: request.headers)
        if !notices.isEmpty {
            if notices.count == 1, let notice = Notice(rawValue: String(notices[0])) {
                facts[.notice] = .text(language.text(notice.text))
            }
            fields.append(HTTPField(name: .setCookie, value: notice.clearing))
        }
        let text = library.render(facts, withTemplate: template.rawValue) ?? ""
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// The headers of every page. `strict-origin` keeps the tokens of paths out of `Referer`; under `no-referrer`
    /// browsers send `Origin: null` with forms, which then could not be told from those of others.
    private static func headers(_ pages: PageConfiguration) -> HTTPFields {
        let styles = pages.stylesheet?.origin.map { " \($0)" } ?? ""
        // Browsers hold what a form is redirected to against the policy too.
        let targets = (pages.allowedRedirects.map(\.description) + (pages.home?.origin.map { ["\($0)"] } ?? []))
            .sorted().map { " \($0)" }.joined()
        return [
            .contentType: "text/html; charset=utf-8",
            .cacheControl: "no-store",
            .vary: "Accept-Language, Cookie",
            .xContentTypeOptions: "nosniff",
            .xFrameOptions: "DENY",
            .referrerPolicy: "strict-origin",
            .contentSecurityPolicy: "default-src 'none'; style-src 'self'\(styles); img-src 'self'; "
                + "form-action 'self'\(targets); frame-ancestors 'none'; base-uri 'none'",
        ]
    }
}
#endif
