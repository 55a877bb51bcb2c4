#if HTTP
extension BuiltInPage {
    /// A field of a form: label, hint, error and input belong together by their identifiers.
    static let field = """
        <div class="field{{#error}} wrong{{/error}}">
        <label for="{{id}}">{{label}}</label>
        {{#hint}}
        <p class="hint" id="{{id}}-hint">{{hint}}</p>
        {{/hint}}
        {{#error}}
        <p class="error" id="{{id}}-error"><span class="hidden">{{t.problem_prefix}}: </span>{{error}}</p>
        {{/error}}
        <input id="{{id}}" name="{{id}}" type="{{type}}" autocomplete="{{autocomplete}}" autocapitalize="none" spellcheck="false"{{#is_required}} required{{/is_required}}{{#value}} value="{{value}}"{{/value}}{{#described_by}} aria-describedby="{{described_by}}"{{/described_by}}{{#error}} aria-invalid="true"{{/error}}>
        </div>

        """
}
#endif
