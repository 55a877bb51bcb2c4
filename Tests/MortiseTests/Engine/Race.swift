/// What became of parallel tries.
struct RaceOutcome: Sendable {
    var winners = 0
    var errors: [any Error] = []
}

/// Runs `body` that many times in parallel and counts who won.
func race(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async -> RaceOutcome {
    await withTaskGroup(of: (any Error)?.self) { group in
        for index in 0..<count {
            group.addTask {
                do {
                    try await body(index)
                    return nil
                } catch {
                    return error
                }
            }
        }
        var outcome = RaceOutcome()
        for await error in group {
            if let error { outcome.errors.append(error) } else { outcome.winners += 1 }
        }
        return outcome
    }
}
