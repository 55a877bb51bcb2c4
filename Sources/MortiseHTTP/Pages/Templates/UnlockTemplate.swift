#if HTTP
extension BuiltInPage {
    /// Lifts a lock by a link.
    static let unlock = """
        {{<layout}}
        {{$content}}
        <p>{{t.unlock_lead}}</p>
        <form method="post">
        <button>{{t.unlock_button}}</button>
        </form>
        {{/content}}
        {{/layout}}

        """
}
#endif
