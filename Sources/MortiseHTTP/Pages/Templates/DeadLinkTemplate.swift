#if HTTP
extension BuiltInPage {
    /// A link that is no good, and what to do next.
    static let deadLink = """
        {{<layout}}
        {{$content}}
        <p>{{t.dead_link_lead}}</p>
        <p>{{lead}}</p>
        <p class="links"><a href="{{base}}{{again_path}}">{{again_label}}</a></p>
        <p class="links"><a href="{{base}}/login">{{t.back_to_log_in}}</a></p>
        {{/content}}
        {{/layout}}

        """
}
#endif
