#if CLI
import Mortise

/// Whether guessing is limited.
struct LimitsCheck: Check {
    let name = "limits"

    func findings(in installation: Installation) async -> [Finding] {
        guard installation.configuration.engine.rateLimits.isEnabled else {
            return [
                .warning(
                    "there are none: everybody may guess passwords and cause mail", fix: "Set MORTISE_RATE_LIMITS=on.")
            ]
        }
        return [.ok("limits, lockout and mail quotas are on")]
    }
}
#endif
