#if Postgres
import CLibPQ
import MortiseSQL

/// Requests sent together and closed by one Sync: for the server, one implicit transaction.
///
/// An error makes the server skip the rest. Those who were skipped fly again; the error reaches its own request alone.
struct Flight {
    enum Step {
        case prepare(StatementTemplate)
        case execute(Request)
        case forget
    }

    struct Landing {
        let request: Request
        let reply: Reply
    }

    private var steps: [Step] = []
    private var position = 0
    private var preparationError: QueryResult?
    private var landed: [Landing] = []
    /// Those the server skipped because of another's error.
    private(set) var skipped: [Request] = []

    var isEmpty: Bool { steps.isEmpty }

    mutating func append(_ step: Step) { steps.append(step) }

    /// Whether the request is aboard and its answer has not come.
    func isUnderWay(_ request: Request) -> Bool {
        steps.contains { if case .execute(let other) = $0 { other === request } else { false } }
    }

    /// Takes the answer to the next step.
    ///
    /// - Returns: The statement that did not become prepared, if that was the step.
    mutating func land(_ result: QueryResult) -> StatementTemplate? {
        guard position < steps.count else {
            refuseAll(result)
            return nil
        }
        let wasSkipped = result.status == PGRES_PIPELINE_ABORTED
        defer { position += 1 }
        switch steps[position] {
        case .prepare(let template):
            guard result.isError else { return nil }
            if !wasSkipped { preparationError = result }
            return template
        case .execute(let request):
            if !wasSkipped {
                landed.append(Landing(request: request, reply: .answered(result)))
            } else if let error = preparationError {
                landed.append(Landing(request: request, reply: .answered(error)))
                preparationError = nil
            } else {
                skipped.append(request)
            }
            return nil
        case .forget:
            return nil
        }
    }

    /// What is certain once the server has answered the Sync: only now is a write committed.
    func arrivals() -> [Landing] { landed }

    /// What can be said when the connection breaks.
    func losses(_ error: DatabaseError) -> [Landing] {
        var losses: [Landing] = landed.map { landing in
            guard case .answered(let result) = landing.reply, !result.isError, landing.request.command.isWrite else {
                return landing
            }
            return Landing(request: landing.request, reply: .unanswered(error, wasSent: true))
        }
        var lost = skipped
        for step in steps[position...] { if case .execute(let request) = step { lost.append(request) } }
        losses += lost.map { Landing(request: $0, reply: .unanswered(error, wasSent: true)) }
        return losses
    }

    // The commit itself failed, as by a deferred constraint: nothing in the flight took effect.
    private mutating func refuseAll(_ result: QueryResult) {
        landed = landed.map { landing in
            guard case .answered(let answer) = landing.reply, !answer.isError else { return landing }
            return Landing(request: landing.request, reply: .answered(result))
        }
    }
}
#endif
