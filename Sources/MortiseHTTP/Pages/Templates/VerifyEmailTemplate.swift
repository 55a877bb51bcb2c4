#if HTTP
extension BuiltInPage {
    /// Verifies an address by a link.
    static let verifyEmail = """
        {{<layout}}
        {{$content}}
        <p>{{t.verify_lead}}</p>
        <form method="post">
        <button>{{t.verify_button}}</button>
        </form>
        {{/content}}
        {{/layout}}

        """
}
#endif
