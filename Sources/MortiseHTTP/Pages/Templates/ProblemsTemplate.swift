#if HTTP
extension BuiltInPage {
    /// What is wrong with a form, above it.
    static let problems = """
        {{#has_problems}}
        <section class="problems" role="alert" aria-labelledby="problems-title" tabindex="-1" autofocus>
        <h2 id="problems-title">{{t.problem_title}}</h2>
        <ul>
        {{#problems}}
        <li>{{#href}}<a href="{{href}}">{{message}}</a>{{/href}}{{^href}}{{message}}{{/href}}</li>
        {{/problems}}
        </ul>
        </section>
        {{/has_problems}}

        """
}
#endif
