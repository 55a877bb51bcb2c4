#if HTTP
extension BuiltInPage {
    /// Changes the password. The input without a name tells password managers whose it is, and is not sent.
    static let accountPassword = """
        {{<layout}}
        {{$content}}
        <p>{{t.change_password_lead}}</p>
        <form method="post" novalidate>
        <input class="hidden" type="text" autocomplete="username" value="{{address}}" readonly tabindex="-1" aria-hidden="true">
        {{#current_password}}
        {{>field}}
        {{/current_password}}
        {{#password}}
        {{>field}}
        {{/password}}
        {{#password_confirmation}}
        {{>field}}
        {{/password_confirmation}}
        <button>{{t.change_password_button}}</button>
        </form>
        {{/content}}
        {{/layout}}

        """
}
#endif
