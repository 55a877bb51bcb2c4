#if HTTP
extension BuiltInPage {
    /// Registration.
    static let register = """
        {{<layout}}
        {{$content}}
        <form method="post" novalidate>
        {{#email}}
        {{>field}}
        {{/email}}
        {{#password}}
        {{>field}}
        {{/password}}
        {{#password_confirmation}}
        {{>field}}
        {{/password_confirmation}}
        <button>{{t.register_button}}</button>
        </form>
        <p class="links">{{t.register_have_account}} <a href="{{base}}/login">{{t.log_in_title}}</a></p>
        {{/content}}
        {{/layout}}

        """
}
#endif
