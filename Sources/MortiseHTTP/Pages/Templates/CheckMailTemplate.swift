#if HTTP
extension BuiltInPage {
    /// A mail is on its way.
    static let checkMail = """
        {{<layout}}
        {{$content}}
        <p>{{lead}}</p>
        <p class="hint">{{t.check_mail_nothing}}</p>
        <p class="links"><a href="{{base}}{{again_path}}">{{t.ask_again}}</a></p>
        <p class="links"><a href="{{base}}/login">{{t.back_to_log_in}}</a></p>
        {{/content}}
        {{/layout}}

        """
}
#endif
