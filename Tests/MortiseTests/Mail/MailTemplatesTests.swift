import FoundationEssentials
import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

@Suite struct MailTemplatesTests {
    private static let token = "mortise_verify_AAAAAaTFpbe6CmYS2ODFBDVDVygA96HBVMzNCLeOCFy9OkP2"

    private func templates(
        app: String = "Bücher & <Co>", defaultLocale: String = "en", own: [String: [MailTemplate]] = [:]
    ) throws -> MailTemplates {
        MailTemplates(
            app: try #require(MailHeaderText(app)), links: try MailLinks(baseURL: "https://auth.example.com"),
            defaultLocale: defaultLocale, own: own)
    }

    private func facts(for kind: MailKind) throws -> MailFacts {
        MailFacts(
            address: try EmailAddress("o'neil&co@example.com"), time: Instant(seconds: 1_795_470_625),
            token: kind.purpose.map { _ in .init(Self.token, expires: Instant(seconds: 1_795_557_025)) })
    }

    @Test(arguments: MailKind.allCases)
    func `every kind has a mail in English, with its link in both parts`(kind: MailKind) throws {
        let content = try templates().content(kind, facts(for: kind))
        let html = try #require(content.html)
        #expect(content.subject.text.contains("Bücher & <Co>"))
        #expect(content.text.contains("Bücher & <Co>"))
        #expect(html.contains("Bücher &amp; &lt;Co&gt;") && !html.contains("<Co>"))
        #expect(
            !html.contains("src=") && !html.contains("url(") && !html.contains("<script") && !html.contains("<link"))
        let link = kind.purpose.map { "https://auth.example.com/auth/\($0.rawValue)/\(Self.token)" }
        if let link {
            #expect(content.text.split(separator: "\n").contains { $0 == link })
            #expect(html.contains("href=\"\(link)\""))
            #expect(content.text.contains("2026-11-24 21:50 UTC"))
        }
        #expect(content.text.contains("https://") == (link != nil))
        #expect(html.ranges(of: "href=").count == (link == nil ? 0 : 1))
    }

    @Test func `a quote with an accent behind it is escaped`() throws {
        // To Swift it is one character, and not the quote.
        let template = try MailTemplate(.passwordChanged, subject: "s", text: "{{app}}", html: "<a title=\"{{app}}\">")
        let content = try templates(app: "\"\u{301} onclick='x' <\u{338}b>&", own: ["en": [template]])
            .content(.passwordChanged, facts(for: .passwordChanged))
        // Compared outside of the macro, which would write the accent into its own source.
        let html = "<a title=\"&quot;\u{301} onclick=&#39;x&#39; &lt;\u{338}b&gt;&amp;\">"
        let text = "\"\u{301} onclick='x' <\u{338}b>&"
        #expect(content.html == html)
        #expect(content.text == text)
    }

    @Test func `languages fall back`() throws {
        func own(_ text: String, _ kind: MailKind = .passwordChanged) throws -> MailTemplate {
            try MailTemplate(kind, subject: text, text: text)
        }
        let mails = try self.templates(
            defaultLocale: "fr-CA",
            own: ["de": [own("de")], "de-AT": [own("de-AT")], "fr": [own("fr"), own("fr", .accountExists)]])
        func subject(_ locale: String?, _ kind: MailKind = .passwordChanged) throws -> String {
            try mails.content(kind, facts(for: kind), locale: locale).subject.text
        }
        #expect(try subject("de-AT") == "de-AT")
        #expect(try subject("DE_at-x") == "de-AT")
        #expect(try subject("de-CH") == "de")
        #expect(try subject("it") == "fr")
        #expect(try subject(nil) == "fr")
        #expect(try subject("de", .accountExists) == "fr")
        #expect(try subject("de", .unlock) == "Unlock your account at Bücher & <Co>")
    }

    @Test func `a mail whose facts lack the token is not written`() throws {
        let incomplete = MailFacts(address: try EmailAddress("ada@example.com"), time: Instant(seconds: 0))
        #expect(throws: MailTemplateError(reason: .missingLink, template: "verification")) {
            try templates().content(.verification, incomplete)
        }
    }

    @Test(
        arguments: [
            (.verification, "s", "no link", nil, .missingLink),
            (.verification, "s", "{{link}}", "<p>none</p>", .missingLink),
            (.verification, "{{link}}", "{{link}}", nil, .unknownVariable("link")),
            (.passwordChanged, "s", "{{link}}", nil, .unknownVariable("link")),
            (.passwordChanged, "s", "{{user}}", nil, .unknownVariable("user")),
            (.passwordChanged, "s", "{{{app}}}", nil, .unknownVariable("{app")),
            (.passwordChanged, "s", "{{app", nil, .unclosedVariable),
            (.passwordChanged, "", "t", nil, .subject), (.passwordChanged, "a\r\nb", "t", nil, .subject),
        ] as [(MailKind, String, String, String?, MailTemplateError.Reason)])
    func `a template that could not work is refused when it is read`(
        kind: MailKind, subject: String, text: String, html: String?, reason: MailTemplateError.Reason
    ) {
        #expect(throws: MailTemplateError(reason: reason, template: kind.rawValue)) {
            try MailTemplate(kind, subject: subject, text: text, html: html)
        }
    }

    @Test func `a folder holds templates`() throws {
        try withFolder([
            "de/verification.txt": "Subject: Bestätigen für {{app}}\r\n\r\nHallo\n\n{{ link }}\n",
            "de/verification.html": "<p>{{link}}</p>", "de/.draft": "x",
            "pt-BR/password_changed.txt": "Subject: Senha\n\nOi",
        ]) { folder in
            let own = try MailTemplates.read(folder: folder)
            #expect(own.mapValues(\.count) == ["de": 1, "pt-BR": 1])
            let content = try templates(own: own).content(.verification, facts(for: .verification), locale: "de")
            let link = "https://auth.example.com/auth/verify-email/\(Self.token)"
            #expect(content.subject.text == "Bestätigen für Bücher & <Co>")
            #expect(content.text == "Hallo\n\n\(link)\n" && content.html == "<p>\(link)</p>")
        }
    }

    @Test(
        arguments: [
            (["de/verification.txt": "Hallo {{link}}"], .noSubjectLine, "de/verification.txt"),
            (["de/verification.txt": "Subject: a\nb\n{{link}}"], .noSubjectLine, "de/verification.txt"),
            (["de/verification.txt": "Subject: a\n\nb"], .missingLink, "de/verification"),
            (["de/verification.html": "{{link}}"], .noText, "de/verification.html"),
            (["de/verfication.txt": "Subject: a\n\n{{link}}"], .unknownKind, "de/verfication.txt"),
            (["deutsch!/verification.txt": "x"], .locale, "deutsch!"),
            (
                ["de/password_changed.txt": String(repeating: "x", count: 65_537)], .unreadable,
                "de/password_changed.txt"
            ),
        ] as [([String: String], MailTemplateError.Reason, String)])
    func `a folder with a mistake is refused`(
        files: [String: String], reason: MailTemplateError.Reason, template: String
    ) throws {
        try withFolder(files) { folder in
            #expect(throws: MailTemplateError(reason: reason, template: template)) {
                try MailTemplates.read(folder: folder)
            }
        }
    }

    private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (path, text) in files {
            let url = URL(filePath: "\(folder.path)/\(path)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        try body(folder.path)
    }
}
