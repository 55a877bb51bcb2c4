/// The part of a wait that is left to chance, so that what failed together does not come back together.
public enum Jitter: Sendable, Hashable {
    /// Drawn anew for each wait, from the system's generator.
    case random
    /// Always the same, from 0 for half of the whole wait to 1 for all of it: for tests.
    case fixed(Double)

    /// At least half of a wait, and at most all of it.
    public func applied(to whole: Duration) -> Duration {
        let share =
            switch self {
            case .random: Double.random(in: 0...1)
            case .fixed(let share): min(max(share, 0), 1)
            }
        return whole * (0.5 + share / 2)
    }
}
