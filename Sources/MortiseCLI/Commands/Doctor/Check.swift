#if CLI
/// One thing that `mortise doctor` looks at.
protocol Check: Sendable {
    /// Its name in the report.
    var name: String { get }

    /// What it finds, at least one thing. It changes nothing, and ends in a bounded time.
    func findings(in installation: Installation) async -> [Finding]
}
#endif
