#if HTTP
extension BuiltInPage {
    /// The login.
    static let logIn = """
        {{<layout}}
        {{$content}}
        <form method="post" novalidate>
        {{#next}}
        <input type="hidden" name="next" value="{{next}}">
        {{/next}}
        {{#email}}
        {{>field}}
        {{/email}}
        {{#password}}
        {{>field}}
        {{/password}}
        <p class="aside"><a href="{{base}}/forgot-password">{{t.log_in_forgot}}</a></p>
        <button>{{t.log_in_button}}</button>
        </form>
        {{#is_unverified}}
        <p class="links"><a href="{{base}}/verify-email">{{t.log_in_unverified}}</a></p>
        {{/is_unverified}}
        <p class="links">{{t.log_in_no_account}} <a href="{{base}}/register">{{t.register_title}}</a></p>
        {{/content}}
        {{/layout}}

        """
}
#endif
