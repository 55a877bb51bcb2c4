#if HTTP
import HTTPTypes
import Mortise

/// A cookie that carries a token (RFC 6265).
struct Cookie: Sendable {
    let name: String
    private let attributes: String

    /// The cookie of a session.
    static func session(_ baseURL: BaseURL) -> Cookie { Cookie("mortise", baseURL) }

    /// The cookie by which a device is known at its next login.
    static func device(_ baseURL: BaseURL) -> Cookie { Cookie("mortise-device", baseURL) }

    /// The cookie in which a form tells the page behind it what was done.
    static func notice(_ baseURL: BaseURL) -> Cookie { Cookie("mortise-notice", baseURL) }

    /// A cookie for a base URL: over https bound to the host (`__Host-`), over http, on the machine itself, plain.
    private init(_ plainName: String, _ baseURL: BaseURL) {
        let isSecure = baseURL.origin.isSecure
        name = isSecure ? "__Host-\(plainName)" : plainName
        attributes = "; Path=/; \(isSecure ? "Secure; " : "")HttpOnly; SameSite=Lax"
    }

    /// The value of `Set-Cookie` that gives a token to the browser, until it ends at the latest.
    func setting(_ token: String, lifetime: Duration) -> String {
        "\(name)=\(token); Max-Age=\(max(0, lifetime.components.seconds))\(attributes)"
    }

    /// The value of `Set-Cookie` that takes it away.
    var clearing: String { "\(name)=; Max-Age=0\(attributes)" }

    /// The values that a request brings under the name. More than one says that somebody else set one: it is none.
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
