#if HTTP
import Mortise

/// A form as its page shows it, and what its page says when it is refused.
struct PageForm: Sendable {
    /// A field.
    struct Field: Sendable {
        let fact: PageFact
        let label: PageText
        let type: String
        let autocomplete: String
        var hint: PageText?
        var isRequired = true
        /// What it holds; never a password.
        var value: String?

        static func email(_ label: PageText = .emailLabel, autocomplete: String = "username") -> Field {
            Field(fact: .email, label: label, type: "email", autocomplete: autocomplete)
        }

        /// The password that the account has.
        static func password(_ fact: PageFact = .password, _ label: PageText = .passwordLabel) -> Field {
            Field(fact: fact, label: label, type: "password", autocomplete: "current-password")
        }

        /// A password that the account shall have.
        static func newPassword(_ label: PageText = .newPasswordLabel) -> Field {
            Field(fact: .password, label: label, type: "password", autocomplete: "new-password", hint: .passwordHint)
        }

        static let confirmation = Field(
            fact: .passwordConfirmation, label: .confirmationLabel, type: "password", autocomplete: "new-password")
    }

    let template: PageTemplateName
    let title: PageText
    var fields: [Field]
    /// What else its page tells.
    var facts = PageFacts()
    /// The field that a wrong password belongs to; where there is none, a wrong address may be behind it too.
    var passwordField: PageFact?

    init(
        _ template: PageTemplateName, _ title: PageText, fields: [Field], facts: PageFacts = PageFacts(),
        passwordField: PageFact? = nil
    ) {
        self.template = template
        self.title = title
        self.fields = fields
        self.facts = facts
        self.passwordField = passwordField
    }

    /// The form with what was sent, but for passwords.
    func filled(with posted: JSON.Object) -> PageForm {
        var form = self
        for index in fields.indices where fields[index].type != "password" {
            // The engine refuses what is longer; a page need not repeat it.
            let value = posted[fields[index].fact.rawValue]?.stringValue
            form.fields[index].value = value.flatMap { $0.utf8.count <= 1024 ? $0 : nil }
        }
        return form
    }

    /// What its page tells, with what is wrong.
    ///
    /// - Parameter values: What texts have braces for.
    func facts(_ problems: Problems, in language: PageLanguage, _ values: [String: String]) -> PageFacts {
        var facts = facts
        for field in fields {
            var group = PageFacts()
            let id = field.fact.rawValue
            group[.id] = .text(id)
            group[.label] = .text(language.text(field.label))
            group[.type] = .text(field.type)
            group[.autocomplete] = .text(field.autocomplete)
            if let value = field.value, !value.isEmpty { group[.value] = .text(value) }
            if field.isRequired { group[.isRequired] = .flag(true) }
            var descriptions: [String] = []
            if let hint = field.hint {
                group[.hint] = .text(language.text(hint, values))
                descriptions.append("\(id)-hint")
            }
            if let problem = problems.byField[field.fact] {
                group[.error] = .text(language.text(problem, values))
                descriptions.append("\(id)-error")
            }
            if !descriptions.isEmpty { group[.describedBy] = .text(descriptions.joined(separator: " ")) }
            facts[field.fact] = .group(group)
        }
        guard !problems.isEmpty else { return facts }
        facts[.hasProblems] = .flag(true)
        let general = problems.general.map { (language.text($0, problems.values), nil as String?) }
        let particular = fields.compactMap { field in
            problems.byField[field.fact].map { (language.text($0, values), "#\(field.fact.rawValue)") }
        }
        facts[.problems] = .list(
            (general + particular).map { message, href in
                var problem = PageFacts()
                problem[.message] = .text(message)
                if let href { problem[.href] = .text(href) }
                return problem
            })
        return facts
    }
}
#endif
