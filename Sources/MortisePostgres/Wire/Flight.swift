#if Postgres
import CLibPQ
import MortiseSQL

/// Requests sent together and closed by one Sync: for the server, one implicit transaction.
///
/// An error makes the server skip the rest. Those who were skipped fly again; the error reaches its own request alone.
struct Flight {
    enum Step {
        case prepare(StatementTemplate, StatementCache.Form)
        case execute(Request)
        /// Lookups with the same statement, asked as one.
        case gather(StatementTemplate, [Request])
        case forget
    }

    struct Landing {
        let request: Request
        let reply: Reply
    }

    /// What the connection has to note down.
    enum Finding {
        /// The server does not have the statement.
        case unprepared(StatementTemplate, StatementCache.Form)
        /// The statement has no gathered form that the server takes.
        case ungatherable(StatementTemplate)
        /// The gathered statement failed: what it was made of flies one by one, and it is prepared anew.
        case separated(StatementTemplate)
    }

    private var steps: [Step] = []
    private var position = 0
    private var preparationError: QueryResult?
    private var landed: [Landing] = []
    /// Those the server skipped because of another's error.
    private(set) var skipped: [Request] = []
    /// Those whose gathered statement failed, which may be the fault of one of them.
    private(set) var separated: [Request] = []

    var isEmpty: Bool { steps.isEmpty }

    mutating func append(_ step: Step) { steps.append(step) }

    /// Whether the request is aboard and its answer has not come.
    func isUnderWay(_ request: Request) -> Bool {
        steps.contains { if case .execute(let other) = $0 { other === request } else { false } }
    }

    /// Takes the answer to the next step.
    mutating func land(_ result: QueryResult) -> Finding? {
        guard position < steps.count else {
            refuseAll(result)
            return nil
        }
        let wasSkipped = result.status == PGRES_PIPELINE_ABORTED
        defer { position += 1 }
        switch steps[position] {
        case .prepare(let template, let form):
            guard result.isError else { return nil }
            if wasSkipped { return .unprepared(template, form) }
            if form == .gathered { return .ungatherable(template) }
            preparationError = result
            return .unprepared(template, form)
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
        case .gather(let template, let requests):
            return land(result, of: template, for: requests, wasSkipped)
        case .forget:
            return nil
        }
    }

    private mutating func land(
        _ result: QueryResult, of template: StatementTemplate, for requests: [Request], _ wasSkipped: Bool
    ) -> Finding? {
        if wasSkipped {
            skipped += requests
            return nil
        }
        guard !result.isError else {
            separated += requests
            return .separated(template)
        }
        guard let parts = result.split(among: requests.count) else {
            separated += requests
            return .ungatherable(template)
        }
        for (request, part) in zip(requests, parts) {
            landed.append(Landing(request: request, reply: .answered(part)))
        }
        return nil
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
        var lost = skipped + separated
        for step in steps[position...] {
            switch step {
            case .execute(let request): lost.append(request)
            case .gather(_, let requests): lost += requests
            case .prepare, .forget: break
            }
        }
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
