#if HTTP
extension BuiltInPage {
    /// Where the user is logged in.
    static let sessions = """
        {{<layout}}
        {{$content}}
        <p>{{t.sessions_lead}}</p>
        <ul class="sessions">
        {{#sessions}}
        <li>
        <div>
        <strong id="session-{{id}}">{{agent}}</strong>
        {{#is_current}}
        <span class="badge">{{t.session_current}}</span>
        {{/is_current}}
        <p class="hint">{{t.session_seen}} <time datetime="{{seen_time}}">{{seen}}</time></p>
        <p class="hint">{{t.session_begun}} <time datetime="{{begun_time}}">{{begun}}</time>{{#client}} · {{t.session_client}} <bdi>{{client}}</bdi>{{/client}}</p>
        </div>
        <form method="post" action="{{base}}/account/sessions/{{id}}">
        <button class="quiet" aria-describedby="session-{{id}}">{{t.session_end}}</button>
        </form>
        </li>
        {{/sessions}}
        </ul>
        {{#has_others}}
        <form method="post">
        <button class="danger">{{t.sessions_end_others}}</button>
        </form>
        {{/has_others}}
        {{/content}}
        {{/layout}}

        """
}
#endif
