#if CLI
/// What a probe found otherwise than it should be.
struct Failure: Error { let what: String }

/// Ends a probe unless the condition holds.
func expect(_ condition: Bool, _ what: @autoclosure () -> String) throws {
    if !condition { throw Failure(what: what()) }
}
#endif
