#if HTTP
import HTTPTypes
import Mortise
import MortiseSQL

/// The cookie that carries a session token (RFC 6265).
struct SessionCookie: Sendable {
    let name: String
    private let attributes: String

    /// The cookie for a base URL: over https bound to the host (`__Host-`), over http, on the machine itself, plain.
    init(baseURL: BaseURL) {
        let isSecure = baseURL.origin.isSecure
        name = isSecure ? "__Host-mortise" : "mortise"
        attributes = "; Path=/; \(isSecure ? "Secure; " : "")HttpOnly; SameSite=Lax"
    }

    /// The value of `Set-Cookie` that gives the session to the browser, until the session ends at the latest.
    func setting(_ token: SessionToken, lifetime: Duration) -> String {
        "\(name)=\(token.reveal()); Max-Age=\(max(0, lifetime.components.seconds))\(attributes)"
    }

    /// The value of `Set-Cookie` that takes it away.
    var clearing: String { "\(name)=; Max-Age=0\(attributes)" }

    /// The values that a request brings under the name. More than one says that somebody else set one: no session.
    func values(in headers: HTTPFields) -> [Substring] {
        headers[values: .cookie].flatMap { header in
            header.split(separator: ";").compactMap(value)
        }
    }

    private func value(_ pair: Substring) -> Substring? {
        let pair = pair.drop { $0 == " " || $0 == "\t" }
        // By bytes: a value may begin with a scalar that Swift would combine with the sign before it.
        guard let equals = pair.utf8.firstIndex(of: UInt8(ascii: "=")),
            pair.utf8[..<equals].elementsEqual(name.utf8)
        else { return nil }
        return Substring(pair.utf8[pair.utf8.index(after: equals)...])
    }
}
#endif
