#if CLI
import MortiseArgon2

/// What one password hash costs on this machine, against what it should.
struct HashingCost {
    let parameters: Argon2Parameters
    /// What it takes, in seconds.
    let seconds: Double
    /// What it should take.
    let target: Duration

    /// Within this factor of the target either way it is left alone: machines differ, and the minimum guards by itself.
    private static let tolerance = 10.0

    var finding: Finding {
        let milliseconds = Int((seconds * 1000).rounded())
        let cost = "\(parameters.memoryKiB) KiB, \(parameters.iterations) passes"
        let text = "one hash takes \(milliseconds) ms (\(cost); the target is \(Int(target / .milliseconds(1))) ms)"
        if !parameters.meetsMinimum {
            return .warning(
                "\(text), and is cheaper to guess than OWASP's minimum",
                fix: "Set MORTISE_ARGON2_MEMORY_KIB=\(suggestedMemory) and MORTISE_ARGON2_ITERATIONS=2.")
        }
        if seconds * Self.tolerance < target / .seconds(1) {
            return .warning(
                "\(text): this machine could afford more",
                fix: "Set MORTISE_ARGON2_MEMORY_KIB=\(suggestedMemory) and MORTISE_ARGON2_ITERATIONS=2.")
        }
        guard seconds > target / .seconds(1) * Self.tolerance else { return .ok(text) }
        guard suggestedMemory < parameters.memoryKiB || parameters.iterations > 2 else {
            return .warning("\(text): even the least is slow here", fix: "Give the server faster cores.")
        }
        return .warning(
            "\(text): logins wait for it",
            fix: "Set MORTISE_ARGON2_MEMORY_KIB=\(suggestedMemory) and MORTISE_ARGON2_ITERATIONS=2.")
    }

    /// The memory with which two passes take about the target, in whole MiB, never below OWASP's minimum.
    var suggestedMemory: Int {
        let minimum = Argon2Parameters.standard.memoryKiB
        // The time of a hash is nearly proportional to the blocks it computes.
        let rate = Double(parameters.memoryKiB * parameters.iterations) / max(seconds, 1e-6)
        let wanted = rate * (target / .seconds(1)) / 2
        let limit = Double(Argon2Parameters.Limits.standard.memoryKiB)
        return max(minimum, Int(min(wanted, limit)) / 1024 * 1024)
    }
}
#endif
