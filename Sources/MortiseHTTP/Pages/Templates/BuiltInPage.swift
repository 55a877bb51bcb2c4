#if HTTP
/// The contents of pages that come with the engine: one file a template, each a constant.
enum BuiltInPage {
    private static let templates = Dictionary(
        uniqueKeysWithValues: PageTemplateName.allCases.map { name in (name, parsed(name)) })

    static func template(_ name: PageTemplateName) -> PageTemplate { templates[name] ?? parsed(name) }

    private static func parsed(_ name: PageTemplateName) -> PageTemplate {
        do {
            return try PageTemplate(source(name), named: name.rawValue)
        } catch {
            preconditionFailure("\(error)")
        }
    }

    private static func source(_ name: PageTemplateName) -> String {
        switch name {
        case .layout: layout
        case .problems: problems
        case .field: field
        case .navigation: navigation
        case .logIn: logIn
        case .register: register
        case .checkMail: checkMail
        case .forgotPassword: forgotPassword
        case .resetPassword: resetPassword
        case .resendVerification: resendVerification
        case .verifyEmail: verifyEmail
        case .changeEmail: changeEmail
        case .undoEmailChange: undoEmailChange
        case .unlock: unlock
        case .deadLink: deadLink
        case .account: account
        case .accountPassword: accountPassword
        case .accountEmail: accountEmail
        case .sessions: sessions
        case .deleteAccount: deleteAccount
        case .failure: failure
        }
    }
}
#endif
