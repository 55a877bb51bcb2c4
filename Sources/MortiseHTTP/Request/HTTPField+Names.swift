#if HTTP
import HTTPTypes

extension HTTPField.Name {
    static let xRequestID = named("X-Request-Id")
    static let xForwardedFor = named("X-Forwarded-For")
    static let secFetchSite = named("Sec-Fetch-Site")
    static let xFrameOptions = named("X-Frame-Options")
    static let referrerPolicy = named("Referrer-Policy")

    private static func named(_ name: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(name)") else { preconditionFailure("\(name) is no header name") }
        return name
    }
}
#endif
