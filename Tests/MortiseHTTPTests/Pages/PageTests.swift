#if HTTP
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Mortise
import MortiseTesting
import NIOCore
import Testing

@testable import MortiseHTTP

@Suite struct PageTests {
    private func withPages(
        _ change: (inout HTTPConfiguration) -> Void = { _ in }, _ body: @escaping @Sendable (API) async throws -> Void
    ) async throws {
        var configuration = HTTPConfiguration(baseURL: try BaseURL("https://auth.example.com"))
        change(&configuration)
        try await TestBackend.sqliteMemory.withEngine { [configuration] engine in
            try await AuthServer(engine: engine.auth, configuration: configuration).application.test(.router) {
                try await body(API(engine: engine, client: $0, contract: Contract(configuration)))
            }
        }
    }

    @Test func `every page has the headers that keep it to itself`() async throws {
        try await withPages { api in
            for path in ["/auth/login", "/auth/nothing", "/auth/verify-email/none"] {
                let headers = try await api.send(.get, path).headers
                #expect(
                    headers[.contentSecurityPolicy]
                        == "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                        + "frame-ancestors 'none'; base-uri 'none'")
                #expect(headers[.cacheControl] == "no-store")
                #expect(headers[.xFrameOptions] == "DENY")
                #expect(headers[.referrerPolicy] == "strict-origin")
                #expect(headers[.xContentTypeOptions] == "nosniff")
                #expect(headers[.contentType] == "text/html; charset=utf-8")
            }
        }
    }

    @Test func `a form without evidence of its origin is refused, with a cookie or without`() async throws {
        try await withPages { api in
            let form = Array("email=a%40example.com&password=x".utf8)
            func expect(_ status: Int, _ headers: HTTPFields) async throws {
                let answer = try await api.send(
                    .post, "/auth/login", bytes: form, headers: headers,
                    contentType: "application/x-www-form-urlencoded")
                #expect(answer.status == status)
            }
            try await expect(403, [:])
            try await expect(403, [.origin: "null"])
            try await expect(403, [.origin: "https://evil.example"])
            try await expect(403, [.secFetchSite: "cross-site"])
            try await expect(403, [.referer: "https://evil.example/auth.example.com"])
            try await expect(403, [.origin: "null", .referer: "https://auth.example.com/"])
            try await expect(401, [.origin: "https://auth.example.com"])
            try await expect(401, [.secFetchSite: "same-origin"])
            try await expect(401, [.referer: "https://auth.example.com/auth/login"])
        }
    }

    @Test func `pages of other origins that use the API have no forms of ours`() async throws {
        let app = try #require(Origin("https://app.example"))
        try await withPages({ $0.allowedOrigins = [app] }) { api in
            let answer = try await api.send(
                .post, "/auth/logout", bytes: [], headers: [.origin: "https://app.example"],
                contentType: "application/x-www-form-urlencoded")
            #expect(answer.status == 403)
            #expect(answer.headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test func `forms are forms, and hold what the page has`() async throws {
        try await withPages { api in
            func expect(
                _ status: Int, _ body: String, _ type: String? = "application/x-www-form-urlencoded"
            ) async throws {
                let answer = try await api.send(
                    .post, "/auth/login", bytes: Array(body.utf8), headers: [.origin: "https://auth.example.com"],
                    contentType: type)
                #expect(answer.status == status)
            }
            try await expect(415, "{}", "application/json")
            try await expect(415, "email=a", nil)
            try await expect(400, "email=a&email=b")
            try await expect(422, "email=a%40example.com&password=x&admin=1")
            try await expect(413, String(repeating: "a", count: 70_000))
        }
    }

    @Test func `switched off, there are no pages`() async throws {
        try await withPages({ $0.routes.remove(.pages) }) { api in
            try await api.send(.get, "/auth/login").expectEnvelope(404, error: "not_found")
        }
    }

    @Test func `the stylesheet is kept by its version`() async throws {
        try await withPages { api in
            let plain = try await api.send(.get, "/auth/style.css")
            let tag = try #require(plain.headers[.eTag])
            #expect(plain.headers[.cacheControl] == "public, max-age=300")
            let known = try await api.send(.get, "/auth/style.css", headers: [.ifNoneMatch: tag])
            #expect(known.status == 304)
            let version = tag.filter { $0 != "\"" }
            let named = try await api.send(.get, "/auth/style.css?v=\(version)")
            #expect(named.headers[.cacheControl] == "public, max-age=31536000, immutable")
        }
    }

    @Test func `addresses lead to our own origin or to one that is named`() {
        for text in ["/", "/app?x=1#y", "https://app.example/x", "https://app.example:8443"] {
            #expect(WebAddress(text) != nil, "\(text)")
        }
        for text in [
            "", "app", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/a b",
            "javascript:x",
            "https://a@evil.example/", "https://", "https:///x", "ftp://a.example", "/a;b",
            "https://a.example\\@b.example",
        ] { #expect(WebAddress(text) == nil, "\(text)") }
    }

    @Test func `the language is the dearest that there is`() {
        func choice(_ header: String?) -> String { AcceptedLanguages(header).choice(of: [.english, .german]).tag }
        #expect(choice(nil) == "en")
        #expect(choice("de") == "de")
        #expect(choice("fr, de-CH;q=0.8, en;q=0.3") == "de")
        #expect(choice("de;q=0, en") == "en")
        #expect(choice("de;q=nonsense,,;;") == "en")
        #expect(choice("en, de") == "en")
    }

    @Test func `templates that could let a value out are refused`() throws {
        var contents = PageContents.standard
        for (source, reason) in [
            ("{{{title}}}", PageContentsError.Reason.forbiddenTag("{{{")), ("{{ &title}}", .forbiddenTag("{{&")),
            ("{{=<% %>=}}", .forbiddenTag("{{=")), ("{{% CONTENT_TYPE: TEXT}}", .forbiddenTag("{{%")),
            ("{{nobody}}", .unknownName("nobody")), ("{{t.nobody}}", .unknownName("t.nobody")),
            ("{{#title}}", .malformedTemplate), ("{{title", .malformedTemplate),
        ] {
            #expect(throws: PageContentsError(reason, in: "login")) {
                try contents.replaceTemplate("login", by: source)
            }
        }
        #expect(throws: PageContentsError(.unknownTemplate, in: "nobody")) {
            try contents.replaceTemplate("nobody", by: "")
        }
    }

    @Test func `a value cannot leave its attribute by a combining accent`() async throws {
        try await withPages { api in
            let answer = try await api.send(
                .post, "/auth/login", bytes: Array("email=%22%CC%81+autofocus+x%3D%22&password=".utf8),
                headers: [.origin: "https://auth.example.com"], contentType: "application/x-www-form-urlencoded")
            let page = String(decoding: answer.bytes, as: UTF8.self)
            #expect(page.contains("value=\"&quot;\u{301} autofocus x=&quot;\""))
        }
    }

    @Test(arguments: [PageLanguage.english, .german])
    func `both tables have the same braces`(language: PageLanguage) {
        for text in PageText.allCases {
            func braces(_ text: String) -> Set<Substring> { Set(text.matches(of: /\{[a-z]+\}/).map(\.output)) }
            #expect(braces(language.text(text)) == braces(text.english), "\(text.rawValue)")
            #expect(!language.text(text).isEmpty)
        }
    }
}
#endif
