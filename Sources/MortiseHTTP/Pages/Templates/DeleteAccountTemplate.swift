#if HTTP
extension BuiltInPage {
    /// Deletes the account.
    static let deleteAccount = """
        {{<layout}}
        {{$content}}
        <p>{{t.delete_lead}}</p>
        <form method="post" novalidate>
        <input class="hidden" type="text" autocomplete="username" value="{{address}}" readonly tabindex="-1" aria-hidden="true">
        {{#password}}
        {{>field}}
        {{/password}}
        <button class="danger">{{t.delete_button}}</button>
        </form>
        {{/content}}
        {{/layout}}

        """
}
#endif
