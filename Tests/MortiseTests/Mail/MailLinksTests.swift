import Testing

@testable import Mortise

@Suite struct MailLinksTests {
    @Test func `links lead to the hosted pages`() throws {
        let links = try MailLinks(baseURL: "https://auth.example.com/")
        #expect(
            MailLinks.Purpose.allCases.map { links.link($0, token: "t-1_~.") } == [
                "https://auth.example.com/auth/verify-email/t-1_~.",
                "https://auth.example.com/auth/reset-password/t-1_~.",
                "https://auth.example.com/auth/email-change/t-1_~.", "https://auth.example.com/auth/email-undo/t-1_~.",
                "https://auth.example.com/auth/unlock/t-1_~.",
            ])
    }

    @Test func `a pattern takes the place of a page, and a token cannot leave its own`() throws {
        let links = try MailLinks(
            baseURL: "http://127.0.0.1:8080",
            patterns: [.resetPassword: LinkPattern("https://app.example/#/reset?token={token}&x=1")])
        #expect(
            links.link(.resetPassword, token: "a&b=/\r\n ü")
                == "https://app.example/#/reset?token=a%26b%3D%2F%0D%0A%20%C3%BC&x=1")
        #expect(links.link(.unlock, token: "t") == "http://127.0.0.1:8080/auth/unlock/t")
    }

    @Test(arguments: [
        "https://app.example/{token}", "https://app.example:8443/v?t={token}", "HTTPS://app.example/{token}",
        "http://localhost:3000/{token}", "http://127.1.2.3/{token}", "http://[::1]:80/{token}",
        "https://[2001:db8::1]/#{token}",
    ])
    func `good patterns`(text: String) throws {
        #expect(try LinkPattern(text).link(token: "T").hasSuffix(text.replacing("{token}", with: "T")))
    }

    @Test(
        arguments: [
            ("https://app.example/{token}\r\nBcc: x", .malformed), ("https://app.example/ {token}", .malformed),
            ("https://app.example\\@evil.example/{token}", .malformed), ("https://app.example/\"{token}", .malformed),
            ("https://äpp.example/{token}", .malformed), ("https://app.example/\u{2028}{token}", .malformed),
            ("https://app.example/{token}?\(String(repeating: "x", count: 1000))", .malformed),
            ("http://app.example/{token}", .insecure), ("http://localhost.example/{token}", .insecure),
            ("http://128.0.0.1/{token}", .insecure), ("javascript:{token}", .insecure),
            ("//app.example/{token}", .insecure),
            ("", .insecure), ("https:app.example/{token}", .insecure),
            ("https://user@app.example/{token}", .userInfo), ("https://app.example@evil.example/{token}", .userInfo),
            ("https:///{token}", .host), ("https://app.example:x/{token}", .host),
            ("https://app.example:0/{token}", .host),
            ("https://{token}/", .host), ("https://app_example/{token}", .host), ("https://[::1/{token}", .host),
            ("https://[127.0.0.1]/{token}", .host), ("https://:443/{token}", .host),
            ("https://app.example/", .token), ("https://app.example/{token}/{token}", .token),
            ("https://app.example/{token}/{user}", .token), ("https://app.example/{Token}", .token),
        ] as [(String, LinkPattern.ParseError)])
    func `I10: what could lead elsewhere is refused`(text: String, error: LinkPattern.ParseError) {
        #expect(throws: error) { try LinkPattern(text) }
    }
}
