/// The values of a template's variables.
struct MailValues: Sendable {
    let app: MailHeaderText
    let address: String
    let time: String
    /// Empty for a mail without a link.
    let link: String
    let expires: String

    func text(of variable: MailVariable) -> String {
        switch variable {
        case .app: app.text
        case .address: address
        case .time: time
        case .link: link
        case .expires: expires
        }
    }
}
