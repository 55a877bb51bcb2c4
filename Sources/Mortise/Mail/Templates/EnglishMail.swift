/// A mail that comes with the engine: what it says, once, for the text and for the HTML.
struct EnglishMail {
    enum Paragraph {
        case text(String)
        /// The link of the mail, under a label that says what it does.
        case link(label: String)
    }

    private let subject: String
    private let paragraphs: [Paragraph]
    private let values: MailValues

    init(subject: String, _ values: MailValues, _ paragraphs: [Paragraph]) {
        self.subject = subject
        self.values = values
        self.paragraphs = paragraphs
    }

    init(_ kind: MailKind, _ values: MailValues) {
        self =
            switch kind {
            case .verification: .verification(values)
            case .passwordReset: .passwordReset(values)
            case .passwordChanged: .passwordChanged(values)
            case .emailChange: .emailChange(values)
            case .emailChangeNotice: .emailChangeNotice(values)
            case .unlock: .unlock(values)
            case .accountExists: .accountExists(values)
            case .passwordVoided: .passwordVoided(values)
            }
    }

    var content: MailContent {
        // The longest name of an app leaves no room for more.
        let line = MailHeaderText(subject) ?? values.app
        return MailContent(subject: line, text: text, html: html)
    }

    private var text: String {
        let parts = paragraphs.map { paragraph in
            switch paragraph {
            case .text(let text): text
            case .link(let label): "\(label):\n\(values.link)"
            }
        }
        return (parts + ["-- \n\(values.app)"]).joined(separator: "\n\n") + "\n"
    }

    /// Without images, scripts and anything from elsewhere. Colours are the mail program's own, light or dark.
    private var html: String {
        let parts = paragraphs.map { paragraph in
            switch paragraph {
            case .text(let text): "<p>\(HTMLText.escape(text))</p>"
            case .link(let label):
                """
                <p><a href="\(HTMLText.escape(values.link))"><strong>\(HTMLText.escape(label))</strong></a></p>
                <p>If that does not open, copy this address into your browser:<br>\
                <span style="word-break:break-all">\(HTMLText.escape(values.link))</span></p>
                """
            }
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>\(HTMLText.escape(subject))</title>
            </head>
            <body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em;margin:0 auto;padding:16px">
            \(parts.joined(separator: "\n"))
            <p>\(HTMLText.escape(values.app.text))</p>
            </body>
            </html>

            """
    }
}
