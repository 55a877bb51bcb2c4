#if HTTP
import HTTPTypes
import Mortise
import MortiseSQL
import NIOCore
import Testing

@testable import MortiseHTTP

@Suite struct HeaderTests {
    private static let token = "mortise_session_" + String(repeating: "A", count: 48)

    @Test(arguments: [
        "application/json", "Application/JSON", "application/json; charset=utf-8", "application/json;charset=UTF-8",
        #"application/json ; charset="utf-8""#, "application/json;\tCharset=Utf-8 ",
    ])
    func `JSON in UTF-8 is a media type of bodies`(value: String) {
        #expect(ContentType.isJSON(value))
    }

    @Test(arguments: [
        "", "text/plain", "text/json", "application/jsonx", "application/json; charset=utf-16", "application/json;",
        "application/json; charset=latin1", "application/json; charset", "application/json; version=1",
        "application/json; charset=utf-8; charset=utf-8", "application/json, text/plain", "application/problem+json",
        "application/x-www-form-urlencoded", #"application/json; charset="utf-8"#, "application/json; charset = utf-8",
    ])
    func `anything else is not`(value: String) {
        #expect(!ContentType.isJSON(value))
    }

    @Test func `the cookie is bound to the host over https, and plain on this machine`() throws {
        let secure = Cookie.session(try BaseURL("https://auth.example.com"))
        #expect(
            secure.setting("x", lifetime: .seconds(2_592_000))
                == "__Host-mortise=x; Max-Age=2592000; Path=/; Secure; HttpOnly; SameSite=Lax")
        #expect(secure.clearing == "__Host-mortise=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax")
        #expect(Cookie.device(try BaseURL("https://auth.example.com")).name == "__Host-mortise-device")
        let plain = Cookie.session(try BaseURL("http://localhost:8080"))
        #expect(
            plain.setting("x", lifetime: .seconds(60)) == "mortise=x; Max-Age=60; Path=/; HttpOnly; SameSite=Lax")
        #expect(plain.clearing == "mortise=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax")
        #expect(Cookie.device(try BaseURL("http://localhost:8080")).name == "mortise-device")
    }

    private func credential(_ fields: [(HTTPField.Name, String)]) throws -> Credential {
        var headers = HTTPFields()
        for (name, value) in fields { headers.append(HTTPField(name: name, value: value)) }
        return Credential(headers, cookie: Cookie.session(try BaseURL("https://auth.example.com")))
    }

    @Test(arguments: [
        [(HTTPField.Name.cookie, "__Host-mortise=\(token)")],
        [(.cookie, "a=b;__Host-mortise=\(token); mortise=x")],
        [(.cookie, "__Host-mortise-device=x; __Host-mortisE=y"), (.cookie, "__Host-mortise=\(token)")],
        [(.authorization, "Bearer \(token)")],
        [(.authorization, "bEARER   \(token)"), (.cookie, "__Host-mortise=broken")],
    ])
    func `a session is proved by cookie or bearer token`(fields: [(HTTPField.Name, String)]) throws {
        #expect(try credential(fields).token?.reveal() == Self.token)
    }

    @Test(arguments: [
        [],
        [(HTTPField.Name.cookie, "")],
        [(.cookie, "=;;=; ;")],
        [(.cookie, "mortise=\(token)")],
        [(.cookie, "__Host-mortise=\(token); __Host-mortise=\(token)")],
        [(.cookie, "__Host-mortise=\(token)"), (.cookie, "__Host-mortise=\(token)")],
        [(.cookie, "__Host-mortise")],
        [(.cookie, "__Host-mortise=\u{301}\(token)")],
        [(.authorization, ""), (.cookie, "__Host-mortise=\(token)")],
        [(.authorization, "Bearer"), (.cookie, "__Host-mortise=\(token)")],
        [(.authorization, "Bearer x"), (.cookie, "__Host-mortise=\(token)")],
        [(.authorization, "Bearer\(token)"), (.cookie, "__Host-mortise=\(token)")],
        [(.authorization, "Basic YTpi"), (.cookie, "__Host-mortise=\(token)")],
        [(.authorization, "Bearer \(token)"), (.authorization, "Bearer \(token)")],
    ])
    func `anything else proves none`(fields: [(HTTPField.Name, String)]) throws {
        #expect(try credential(fields).token == nil)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_767_225_600_000_000, "2026-01-01T00:00:00.000Z"),
            (1_709_164_799_999_999, "2024-02-28T23:59:59.999Z"), (1_709_164_800_000_000, "2024-02-29T00:00:00.000Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000Z"), (4_107_542_400_000_000, "2100-03-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (-62_167_219_200_000_000, "0000-01-01T00:00:00.000Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999Z"), (.max, "9999-12-31T23:59:59.999Z"),
            (.min, "0000-01-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func `a moment is written as of RFC 3339`(microseconds: Int64, text: String) {
        var buffer = ByteBuffer()
        buffer.writeTimestamp(Instant(microseconds: microseconds))
        #expect(String(buffer: buffer) == text)
    }

    @Test(arguments: ["plain", "\"quoted\\\"", "line\nbreak", "\0", "é😀", "\u{2028}", ""])
    func `a text is written as JSON that reads back`(text: String) throws {
        var buffer = ByteBuffer()
        buffer.writeJSON(text)
        #expect(try JSON.parse(Array(buffer.readableBytesView)) == .string(text))
    }
}
#endif
