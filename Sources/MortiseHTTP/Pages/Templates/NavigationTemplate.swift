#if HTTP
extension BuiltInPage {
    /// The way between the pages of an account.
    static let navigation = """
        <nav aria-label="{{t.account_navigation}}">
        <ul>
        <li><a href="{{base}}/account"{{#at_profile}} aria-current="page"{{/at_profile}}>{{t.profile}}</a></li>
        <li><a href="{{base}}/account/password"{{#at_password}} aria-current="page"{{/at_password}}>{{t.password_section}}</a></li>
        <li><a href="{{base}}/account/email"{{#at_email}} aria-current="page"{{/at_email}}>{{t.email_section}}</a></li>
        <li><a href="{{base}}/account/sessions"{{#at_sessions}} aria-current="page"{{/at_sessions}}>{{t.sessions_section}}</a></li>
        <li><a href="{{base}}/account/delete"{{#at_delete}} aria-current="page"{{/at_delete}}>{{t.delete_section}}</a></li>
        </ul>
        <form method="post" action="{{base}}/logout">
        <button class="quiet">{{t.log_out}}</button>
        </form>
        </nav>

        """
}
#endif
