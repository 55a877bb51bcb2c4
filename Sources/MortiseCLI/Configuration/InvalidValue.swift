#if CLI
/// Why a text is no value of a setting, and what would be one. Neither part repeats the text, which may be secret.
struct InvalidValue: Error, Sendable, Hashable {
    /// What is wrong, to be read after "it": `is not a port`.
    let problem: String
    /// What to do, as a sentence without its full stop.
    let fix: String

    init(_ problem: String, fix: String) {
        self.problem = problem
        self.fix = fix
    }
}
#endif
