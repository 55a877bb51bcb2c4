#if HTTP
extension BuiltInPage {
    /// Takes a change of address back by a link.
    static let undoEmailChange = """
        {{<layout}}
        {{$content}}
        <p>{{t.undo_lead}}</p>
        <form method="post">
        <button>{{t.undo_button}}</button>
        </form>
        {{/content}}
        {{/layout}}

        """
}
#endif
