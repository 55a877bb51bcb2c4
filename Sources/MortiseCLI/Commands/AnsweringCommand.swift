#if CLI
import ArgumentParser

/// A command that does something: it answers, or throws what ``CommandFailure`` explains.
protocol AnsweringCommand: ParsableCommand {
    /// The options that all commands take.
    var options: CommonOptions { get }

    /// Does the work.
    func answer() async throws -> Answer
}
#endif
