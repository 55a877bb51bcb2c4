#if HTTP
extension BuiltInPage {
    /// The profile.
    static let account = """
        {{<layout}}
        {{$content}}
        <dl>
        <div><dt>{{t.profile_address}}</dt><dd>{{address}} <span class="badge">{{#is_verified}}{{t.verified}}{{/is_verified}}{{^is_verified}}{{t.not_verified}}{{/is_verified}}</span></dd></div>
        <div><dt>{{t.profile_since}}</dt><dd><time datetime="{{since}}">{{since}}</time></dd></div>
        </dl>
        <form method="post" novalidate>
        <input type="hidden" name="version" value="{{version}}">
        {{#name}}
        {{>field}}
        {{/name}}
        <button>{{t.save_button}}</button>
        </form>
        {{/content}}
        {{/layout}}

        """
}
#endif
