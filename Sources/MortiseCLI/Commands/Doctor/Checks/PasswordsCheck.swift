#if CLI
import Mortise

/// Whether new passwords are as long as NIST asks for.
struct PasswordsCheck: Check {
    // SP 800-63B-4, section 3.1.1.2: where the password is the only factor.
    private static let recommended = 15

    let name = "passwords"

    func findings(in installation: Installation) async -> [Finding] {
        let minimum = installation.configuration.engine.passwordRules.minimumCodePoints
        guard minimum < Self.recommended else { return [.ok("new ones have at least \(minimum) characters")] }
        return [
            .warning(
                "new ones may have \(minimum) characters, and NIST asks for 15 where there is no other factor",
                fix: "Set MORTISE_PASSWORD_MINIMUM=15.")
        ]
    }
}
#endif
