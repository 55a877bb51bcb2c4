import Logging
import MortiseSQL

extension AuthEngine {
    /// Refuses a new password that breaks the rules, or that a validator of the app refuses.
    ///
    /// - Throws: ``AuthError`` with code `.weakPassword`, or `.unavailable` where a validator that matters failed.
    func check(_ password: Password, for email: EmailAddress) async throws {
        let parts = email.canonical.split(separator: "@").map(String.init)
        let labels = parts.last?.split(separator: ".").map(String.init) ?? []
        let context = [email.canonical] + parts + labels + [configuration.appName, "mortise"]
        var codes = configuration.passwordRules.violations(of: password, context: context)
        if codes.isEmpty {
            try ConnectionGuard.requireNone(for: "a password validator")
            for validator in configuration.passwordValidators {
                codes += try await violations(of: password, for: email, by: validator)
            }
        }
        guard codes.isEmpty else {
            throw AuthError(
                .weakPassword(codes), "the password is too easy to guess or not of a length that is accepted")
        }
    }

    private func violations(
        of password: Password, for email: EmailAddress, by validator: PasswordValidator
    ) async throws -> [AuthError.FieldCode] {
        do {
            return try await withTimeLimit(validator.timeout) { try await validator.validate(password, email) }
        } catch {
            try Task.checkCancellation()
            // What it threw may hold the password.
            logger.warning(
                "a password validator failed",
                metadata: ["validator": "\(validator.name)", "error": "\(type(of: error))"])
            switch validator.onFailure {
            case .accept: return []
            case .refuse:
                throw AuthError(.unavailable(retryAfter: 1), "the password cannot be checked now; try again soon")
            }
        }
    }
}
