#if CLI
import Mortise

/// Whether mail that was written has left.
struct OutboxCheck: Check {
    let name = "outbox"

    func findings(in installation: Installation) async -> [Finding] {
        guard !installation.lacksTables, let check = installation.health.first(where: { $0.name == name }) else {
            return [.skipped("there are no tables to look at yet")]
        }
        guard check.state != .healthy else { return [.ok("no mail has waited for long")] }
        return [.warning(check.detail, fix: "Look for its error in `mortise outbox list`, and start the server.")]
    }
}
#endif
