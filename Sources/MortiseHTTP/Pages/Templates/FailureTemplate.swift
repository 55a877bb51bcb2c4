#if HTTP
extension BuiltInPage {
    /// What went wrong altogether.
    static let failure = """
        {{<layout}}
        {{$content}}
        <p>{{lead}}</p>
        <p class="links"><a href="{{base}}/login">{{t.back_to_log_in}}</a></p>
        {{/content}}
        {{/layout}}

        """
}
#endif
