#if HTTP
import Hummingbird
import Mortise

extension PageForm {
    /// What is wrong with a form that was sent.
    struct Problems: Sendable {
        /// What belongs to no field.
        var general: [PageText] = []
        var byField: [PageFact: PageText] = [:]
        /// What the texts have braces for.
        var values: [String: String] = [:]

        var isEmpty: Bool { general.isEmpty && byField.isEmpty }
    }

    /// What a failure means to this form; `nil` for one that is not about what was typed into it.
    func problems(of failure: Failure, in language: PageLanguage) -> Problems? {
        var problems = Problems()
        switch failure.code {
        case .validationFailed, .weakPassword:
            for (name, codes) in failure.fields {
                // A field that the form does not have: no browser that showed it sent this.
                guard let field = fields.first(where: { $0.fact.rawValue == name }), let code = codes.first else {
                    return nil
                }
                problems.byField[field.fact] = Self.text(code, of: field)
            }
        case .invalidCredentials:
            if let passwordField {
                problems.byField[passwordField] = .problemPassword
            } else {
                problems.general = [.problemCredentials]
            }
        case .emailTaken: problems.byField[.email] = .problemTaken
        case .emailUnverified: problems.general = [.problemUnverified]
        case .versionMismatch: problems.general = [.problemVersion]
        case .conflict: problems.general = [.problemConflict]
        case .rateLimited:
            problems.general = [.problemLimit]
            problems.values["wait"] = language.wait(failure.retryAfter ?? 1)
        default: return nil
        }
        return problems.isEmpty ? nil : problems
    }

    private static func text(_ code: AuthError.FieldCode, of field: Field) -> PageText {
        switch (field.fact, code) {
        case (_, .tooLong): .valueLong
        case (.email, .required): .emailRequired
        case (.email, .internationalized): .emailInternationalized
        case (.email, _): .emailMalformed
        case (.passwordConfirmation, .mismatch): .confirmationMismatch
        case (.name, _): .nameMalformed
        case (_, .required): .passwordRequired
        case (_, .tooShort): .passwordShort
        case (_, .common): .passwordCommon
        case (_, .contextual): .passwordContextual
        default: .valueWrong
        }
    }
}

extension PageVisit {
    /// The page of a form.
    func page(_ form: PageForm) -> Response {
        page(form.template, form.title, form.facts(PageForm.Problems(), in: language, pages.values))
    }

    /// The answer to a form that was sent: that of `work`, or the form again with what is wrong.
    func answer(_ form: PageForm, _ work: () async throws -> Response) async throws -> Response {
        do {
            return try await work()
        } catch {
            let failure = Failure(error)
            guard let problems = form.problems(of: failure, in: language) else { throw error }
            var form = form
            if failure.code == .emailUnverified { form.facts[.isUnverified] = .flag(true) }
            var response = page(
                form.template, form.title, form.facts(problems, in: language, pages.values))
            response.status = failure.code.status
            response.headers.add(failure)
            return response
        }
    }
}
#endif
