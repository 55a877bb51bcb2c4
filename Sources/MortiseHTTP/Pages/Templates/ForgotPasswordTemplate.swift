#if HTTP
extension BuiltInPage {
    /// Asks for a link that sets a password.
    static let forgotPassword = """
        {{<layout}}
        {{$content}}
        <p>{{t.forgot_lead}}</p>
        <form method="post" novalidate>
        {{#email}}
        {{>field}}
        {{/email}}
        <button>{{t.forgot_button}}</button>
        </form>
        <p class="links"><a href="{{base}}/login">{{t.back_to_log_in}}</a></p>
        {{/content}}
        {{/layout}}

        """
}
#endif
