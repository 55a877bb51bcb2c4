/// The links of mails: built from what the operator has configured, never from a request.
public struct MailLinks: Sendable, Hashable {
    /// What a link is for.
    public enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// Verifies the address of an account.
        case verifyEmail = "verify-email"
        /// Sets a new password.
        case resetPassword = "reset-password"
        /// Confirms a new address.
        case confirmEmailChange = "email-change"
        /// Takes a change of address back.
        case undoEmailChange = "email-undo"
        /// Unlocks an account.
        case unlock
    }

    private let patterns: [Purpose: LinkPattern]

    /// Links to the hosted pages, `{base}/auth/verify-email/{token}` and so on, or to pages of the app.
    ///
    /// - Parameters:
    ///   - baseURL: The address under which browsers reach the server: `https`, or `http` on a loopback host.
    ///   - patterns: Links of the app's own, which hold `{token}` once.
    public init(baseURL: String, patterns: [Purpose: LinkPattern] = [:]) throws(LinkPattern.ParseError) {
        let base = baseURL.utf8.last == UInt8(ascii: "/") ? String(baseURL.dropLast()) : baseURL
        var all: [Purpose: LinkPattern] = [:]
        for purpose in Purpose.allCases {
            all[purpose] = try LinkPattern("\(base)/auth/\(purpose.rawValue)/{token}")
        }
        self.patterns = all.merging(patterns) { _, own in own }
    }

    /// The link that brings a token to where it is used. Its text is as secret as the token.
    public func link(_ purpose: Purpose, token: String) -> String {
        // Every purpose has a pattern since the initializer.
        patterns[purpose].map { $0.link(token: token) } ?? ""
    }
}
