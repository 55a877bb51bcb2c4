#if HTTP
extension BuiltInPage {
    /// Makes a new address the account's by a link.
    static let changeEmail = """
        {{<layout}}
        {{$content}}
        <p>{{t.change_email_lead}}</p>
        <form method="post">
        <button>{{t.change_email_button}}</button>
        </form>
        {{/content}}
        {{/layout}}

        """
}
#endif
