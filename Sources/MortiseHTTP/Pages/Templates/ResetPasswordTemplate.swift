#if HTTP
extension BuiltInPage {
    /// Sets a password by a link.
    static let resetPassword = """
        {{<layout}}
        {{$content}}
        <p>{{t.reset_lead}}</p>
        <form method="post" novalidate>
        {{#password}}
        {{>field}}
        {{/password}}
        {{#password_confirmation}}
        {{>field}}
        {{/password_confirmation}}
        <button>{{t.reset_button}}</button>
        </form>
        {{/content}}
        {{/layout}}

        """
}
#endif
