#if HTTP
import Hummingbird
import Mortise

extension PageVisit {
    /// What the mail is about that is on its way.
    private enum Subject: String {
        case verification
        case reset
        case undone
    }

    /// Says that a mail is on its way, the same for every address.
    func showCheckMail() -> Response {
        let subject = exchange.request.queryValue("about").flatMap(Subject.init) ?? .verification
        let (lead, again): (PageText, String) =
            switch subject {
            case .verification: (.checkMailVerification, "/verify-email")
            case .reset: (.checkMailReset, "/forgot-password")
            case .undone: (.checkMailUndone, "/forgot-password")
            }
        var facts = PageFacts()
        facts[.lead] = .text(language.text(lead))
        facts[.againPath] = .text(again)
        return page(.checkMail, .checkMailTitle, facts)
    }
}
#endif
