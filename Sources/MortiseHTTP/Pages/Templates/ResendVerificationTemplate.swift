#if HTTP
extension BuiltInPage {
    /// Asks for another link that verifies an address.
    static let resendVerification = """
        {{<layout}}
        {{$content}}
        <p>{{t.resend_lead}}</p>
        <form method="post" novalidate>
        {{#email}}
        {{>field}}
        {{/email}}
        <button>{{t.resend_button}}</button>
        </form>
        <p class="links"><a href="{{base}}/login">{{t.back_to_log_in}}</a></p>
        {{/content}}
        {{/layout}}

        """
}
#endif
