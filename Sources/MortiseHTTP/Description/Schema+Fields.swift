#if HTTP
import Mortise

extension Schema {
    /// The addresses that ``EmailAddress`` accepts.
    static let email: Schema = {
        let atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
        let label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
        // The last label is not all digits. RFC 5321 counts 64 bytes before the sign.
        let last = "[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
        return .text(
            characters: 3...254, pattern: #"^(?=[^@]{1,64}@)\#(atom)(\.\#(atom))*@(\#(label)\.)+\#(last)$"#)
    }()

    /// What a mail's link carries.
    static let mailedToken = Schema.text(pattern: "^mortise_token_[A-Za-z0-9_-]{48}$")
    static let sessionToken = Schema.text(pattern: "^mortise_session_[A-Za-z0-9_-]{48}$")
    static let deviceToken = Schema.text(pattern: "^mortise_device_[A-Za-z0-9_-]{112}$")

    /// A password; its rules, for a new one, are answered by `weak_password`.
    static let password = Schema.text(characters: 1...PasswordRules.maximumBytes, format: "password")

    /// A name, at most 256 bytes long: some character of it is no white space, and none is a control.
    static let displayName = Schema.text(
        characters: 1...AuthEngine.maximumNameBytes, pattern: #"^[^\u0000-\u001f\u007f-\u009f]*$"#)
}
#endif
