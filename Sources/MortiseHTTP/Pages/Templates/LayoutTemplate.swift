#if HTTP
extension BuiltInPage {
    /// What all pages have around them.
    static let layout = """
        <!DOCTYPE html>
        <html lang="{{lang}}" dir="{{dir}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{{#has_problems}}{{t.problem_prefix}}: {{/has_problems}}{{title}} · {{app}}</title>
        <link rel="icon" type="image/svg+xml" href="{{icon}}">
        <link rel="stylesheet" href="{{style}}">
        {{#stylesheet}}
        <link rel="stylesheet" href="{{stylesheet}}">
        {{/stylesheet}}
        </head>
        <body{{#is_logged_in}} class="wide"{{/is_logged_in}}>
        <header class="brand">
        <img src="{{icon}}" alt="" width="36" height="36">
        <span>{{app}}</span>
        </header>
        {{#is_logged_in}}
        {{>navigation}}
        {{/is_logged_in}}
        <main>
        {{#notice}}
        <p class="notice" role="status">{{notice}}</p>
        {{/notice}}
        <h1>{{title}}</h1>
        {{>problems}}
        {{$content}}{{/content}}
        </main>
        </body>
        </html>

        """
}
#endif
