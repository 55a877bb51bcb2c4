#if Postgres
import CLibPQ
import MortiseSQL

/// One connection in libpq's pipeline mode: who waits, who is under way, and what is prepared.
///
/// Sends at once while fewer than two flights are in the air; later requests gather until one lands and then fly
/// together. Whoever calls resumes the landed ones after giving up the lock.
struct Pipeline: ~Copyable {
    private static let maximumFlights = 2

    private var handle: ConnectionHandle?
    /// The handle's pointer, as long as there is a handle.
    private var connection: OpaquePointer?
    private let loop: EventLoop
    private let token: EventLoop.Token
    private var sender: StatementSender
    private let settings: WireSettings
    private var waiting: [Request] = []
    /// Those that a failed gathered statement was made of; they fly before others, and never gathered.
    private var separated: [Request] = []
    private var flights: [Flight] = []
    private var isBlocked = false
    private var isHeld = false
    private var hasDeadline = true
    private var lastProgress = ContinuousClock.now
    private var landed: [Flight.Landing] = []
    /// Hears how many requests have landed, before their tasks do.
    var observer: (@Sendable (Int) -> Void)?
    private(set) var failure: DatabaseError?

    init(_ handle: consuming ConnectionHandle, loop: EventLoop, token: EventLoop.Token, settings: WireSettings) {
        connection = handle.pointer
        self.handle = consume handle
        self.loop = loop
        self.token = token
        self.settings = settings
        sender = StatementSender(settings)
    }

    /// Whether something is under way.
    var isBusy: Bool { !flights.isEmpty }

    /// Where the server stands: idle, within a transaction, within a failed one, or unknown.
    var transactionStatus: PGTransactionStatusType {
        if let connection, flights.isEmpty { PQtransactionStatus(connection) } else { PQTRANS_UNKNOWN }
    }

    /// The landed requests, to be told outside the lock.
    mutating func takeLanded() -> [Flight.Landing] {
        defer { landed = [] }
        return landed
    }

    /// Takes a request and sends it when there is room, unless departures are held.
    mutating func add(_ request: Request) {
        if let failure {
            return landed.append(.init(request: request, reply: .unanswered(failure, wasSent: false)))
        }
        if flights.isEmpty { dropRetired() }
        waiting.append(request)
        depart()
    }

    /// Lets requests gather until ``release()``.
    ///
    /// - Returns: Whether they did not do so already.
    mutating func hold() -> Bool {
        defer { isHeld = true }
        return !isHeld
    }

    /// Sends what has gathered.
    mutating func release() {
        isHeld = false
        depart()
    }

    /// Takes in what the socket holds. What has gathered is sent, unless several tasks are about to be told of their
    /// answers: their next requests are then waited for, until ``release()``.
    mutating func receive() {
        guard let connection else { return }
        if isBlocked { flush(connection) }
        let isOpen = PQconsumeInput(connection) == 1
        guard land(connection), isOpen, PQstatus(connection) == CONNECTION_OK else {
            return fail(.connectionLost("the server closed the connection"))
        }
        if landed.count > 1 { isHeld = true }
        depart()
    }

    /// Breaks the connection off when an answer is overdue.
    mutating func checkDeadline(at now: ContinuousClock.Instant) {
        guard let limit = settings.answerLimit, hasDeadline, isBusy, now - lastProgress > limit else { return }
        fail(.connectionLost("no answer within \(limit)"))
    }

    /// Lifts the limit on answers, or sets it again.
    mutating func setDeadline(_ isOn: Bool) { hasDeadline = isOn }

    /// Ends the connection; whoever still waits gets `error`.
    mutating func fail(_ error: DatabaseError) {
        guard failure == nil else { return }
        failure = error
        for flight in flights { landed += flight.losses(error) }
        landed += (separated + waiting).map { .init(request: $0, reply: .unanswered(error, wasSent: false)) }
        flights = []
        waiting = []
        separated = []
        if let connection { loop.remove(token, socket: PQsocket(connection)) }
        connection = nil
        handle = nil
    }

    /// Forgets a statement that no longer fits.
    mutating func retire(_ template: StatementTemplate) { sender.statements.retire(template, .single) }

    /// What is needed to cancel the request; `nil` when it is not under way.
    func cancelHandle(for request: Request) -> CancelHandle? {
        guard let connection, flights.contains(where: { $0.isUnderWay(request) }) else { return nil }
        return CancelHandle(connection)
    }

    // `false` when the stream of answers has broken off.
    private mutating func land(_ connection: OpaquePointer) -> Bool {
        var blanks = 0
        var hasProgress = false
        defer { if hasProgress { lastProgress = .now } }
        while !flights.isEmpty, PQisBusy(connection) == 0 {
            // NULL stands between the answers of two statements; more than that means there is nothing to come.
            guard let pointer = PQgetResult(connection) else {
                blanks += 1
                if blanks > 2 { return false }
                continue
            }
            blanks = 0
            hasProgress = true
            let result = QueryResult(pointer)
            if result.isLocalFailure { return false }
            if result.status == PGRES_PIPELINE_SYNC {
                let flight = flights.removeFirst()
                landed += flight.arrivals()
                waiting.insert(contentsOf: flight.skipped, at: 0)
                separated += flight.separated
            } else if let finding = flights[0].land(result) {
                sender.note(finding)
            }
        }
        return true
    }

    private mutating func depart() {
        while !isHeld, let connection, flights.count < Self.maximumFlights {
            let isSeparated = !separated.isEmpty
            let limit = settings.batchLimit
            let batch =
                isSeparated ? Self.take(limit, from: &separated, &landed) : Self.take(limit, from: &waiting, &landed)
            guard isSeparated || !batch.isEmpty else { return }
            var flight = Flight()
            let minimum = isSeparated ? nil : settings.gatherMinimum
            let rest = sender.board(batch, gathering: minimum, connection, &flight, &landed)
            waiting.insert(contentsOf: rest ?? [], at: 0)
            launch(flight, connection, rest == nil)
        }
    }

    // Those nobody waits for any more land at once.
    private static func take(
        _ limit: Int, from queue: inout [Request], _ landed: inout [Flight.Landing]
    ) -> [Request] {
        var batch: [Request] = []
        var taken = 0
        while batch.count < limit, taken < queue.count {
            let request = queue[taken]
            taken += 1
            if request.depart() {
                batch.append(request)
            } else {
                landed.append(.init(request: request, reply: .unanswered(.cancelled, wasSent: false)))
            }
        }
        queue.removeFirst(taken)
        return batch
    }

    private mutating func launch(_ flight: Flight, _ connection: OpaquePointer, _ isSent: Bool) {
        guard !flight.isEmpty else { return }
        if flights.isEmpty { lastProgress = .now }
        flights.append(flight)
        guard isSent, PQpipelineSync(connection) == 1 else {
            return fail(.connectionLost("the connection broke while sending"))
        }
        flush(connection)
    }

    private mutating func flush(_ connection: OpaquePointer) {
        let isBlockedNow = PQflush(connection) == 1
        guard isBlockedNow != isBlocked else { return }
        isBlocked = isBlockedNow
        loop.watch(token, socket: PQsocket(connection), forWriting: isBlocked)
    }

    private mutating func dropRetired() {
        guard !sender.statements.retired.isEmpty, transactionStatus == PQTRANS_IDLE, let connection else { return }
        var flight = Flight()
        var isSent = true
        for name in sender.statements.takeRetired() where isSent {
            flight.append(.forget)
            isSent = PQsendQueryParams(connection, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 0) == 1
        }
        launch(flight, connection, isSent)
    }
}
#endif
