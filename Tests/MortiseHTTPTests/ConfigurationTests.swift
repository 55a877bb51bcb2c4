#if HTTP
import Testing

@testable import MortiseHTTP

@Suite struct ConfigurationTests {
    @Test(arguments: [
        ("https://auth.example.com", "https://auth.example.com"),
        ("https://auth.example.com/", "https://auth.example.com"),
        ("HTTPS://Auth.Example.com:443", "https://auth.example.com"),
        ("https://auth.example.com:8443", "https://auth.example.com:8443"),
        ("http://localhost:8080", "http://localhost:8080"), ("http://127.0.0.1", "http://127.0.0.1"),
        ("http://127.8.9.1:80", "http://127.8.9.1"), ("http://[::1]:8080", "http://[::1]:8080"),
    ])
    func `a base URL is https, or http on this machine`(text: String, expected: String) throws {
        #expect(try BaseURL(text).description == expected)
    }

    @Test(arguments: [
        "http://auth.example.com", "http://192.168.0.1", "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://[::2]", "http://0.0.0.0",
    ])
    func `http elsewhere is refused`(text: String) {
        #expect(throws: HTTPConfigurationError.insecureBaseURL(text)) { try BaseURL(text) }
    }

    @Test(arguments: [
        "", "auth.example.com", "ftp://auth.example.com", "https://", "https://a/b", "https://a?b", "https://a#b",
        "https://a:0", "https://a:65536", "https://a:", "https://a:b", "https://u@a", "https://a b",
        "https://é.example",
        "https://[::1", "https://::1", "https://a//",
    ])
    func `what is no base URL is refused`(text: String) {
        #expect(throws: HTTPConfigurationError.malformedBaseURL(text)) { try BaseURL(text) }
    }

    @Test(arguments: ["", "/auth", "/api/auth", "/v1.0/~auth_x-y"])
    func `a prefix is segments after slashes`(text: String) throws {
        #expect(try PathPrefix(text).description == text)
    }

    @Test(arguments: [
        "/", "api", "/api/", "//api", "/a//b", "/a b", "/:a", "/{a}", "/*", "/é", "/a?b", "/..", "/a/./b",
    ])
    func `what is no prefix is refused`(text: String) {
        #expect(throws: HTTPConfigurationError.malformedPrefix(text)) { try PathPrefix(text) }
    }
}
#endif
