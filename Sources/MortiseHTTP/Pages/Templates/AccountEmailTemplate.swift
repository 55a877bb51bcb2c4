#if HTTP
extension BuiltInPage {
    /// Asks for another address.
    static let accountEmail = """
        {{<layout}}
        {{$content}}
        <p>{{t.new_email_lead}}</p>
        <dl>
        <div><dt>{{t.new_email_current}}</dt><dd>{{address}}</dd></div>
        </dl>
        <form method="post" novalidate>
        {{#email}}
        {{>field}}
        {{/email}}
        {{#password}}
        {{>field}}
        {{/password}}
        <button>{{t.new_email_button}}</button>
        </form>
        {{/content}}
        {{/layout}}

        """
}
#endif
