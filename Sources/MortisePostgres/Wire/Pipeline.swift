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
    private let settings: WireSettings
    private var waiting: [Request] = []
    private var flights: [Flight] = []
    private var statements: StatementCache
    private var encoder = ParameterEncoder()
    private var isBlocked = false
    private var hasDeadline = true
    private var lastProgress = ContinuousClock.now
    private var landed: [Flight.Landing] = []
    private(set) var failure: DatabaseError?

    init(_ handle: consuming ConnectionHandle, loop: EventLoop, token: EventLoop.Token, settings: WireSettings) {
        connection = handle.pointer
        self.handle = consume handle
        self.loop = loop
        self.token = token
        self.settings = settings
        statements = StatementCache(limit: settings.preparedStatementLimit)
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

    /// Takes a request and sends it when there is room.
    mutating func add(_ request: Request) {
        if let failure {
            return landed.append(.init(request: request, reply: .unanswered(failure, wasSent: false)))
        }
        if flights.isEmpty { dropRetired() }
        waiting.append(request)
        depart()
    }

    /// Takes in what the socket holds, then sends what has gathered.
    mutating func receive() {
        guard let connection else { return }
        if isBlocked { flush(connection) }
        let isOpen = PQconsumeInput(connection) == 1
        guard land(connection), isOpen, PQstatus(connection) == CONNECTION_OK else {
            return fail(.connectionLost("the server closed the connection"))
        }
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
        landed += waiting.map { .init(request: $0, reply: .unanswered(error, wasSent: false)) }
        flights = []
        waiting = []
        if let connection { loop.remove(token, socket: PQsocket(connection)) }
        connection = nil
        handle = nil
    }

    /// Forgets a statement that no longer fits.
    mutating func retire(_ template: StatementTemplate) { statements.retire(template) }

    /// What is needed to cancel the request; `nil` when it is not under way.
    func cancelHandle(for request: Request) -> CancelHandle? {
        guard let connection, flights.contains(where: { $0.isUnderWay(request) }) else { return nil }
        return CancelHandle(connection)
    }

    // `false` when the stream of answers has broken off.
    private mutating func land(_ connection: OpaquePointer) -> Bool {
        var blanks = 0
        while !flights.isEmpty, PQisBusy(connection) == 0 {
            // NULL stands between the answers of two statements; more than that means there is nothing to come.
            guard let pointer = PQgetResult(connection) else {
                blanks += 1
                if blanks > 2 { return false }
                continue
            }
            blanks = 0
            lastProgress = .now
            let result = QueryResult(pointer)
            if result.isLocalFailure { return false }
            if result.status == PGRES_PIPELINE_SYNC {
                let flight = flights.removeFirst()
                landed += flight.arrivals()
                waiting.insert(contentsOf: flight.skipped, at: 0)
            } else if let template = flights[0].land(result) {
                statements.remove(template)
            }
        }
        return true
    }

    private mutating func depart() {
        while let connection, flights.count < Self.maximumFlights, !waiting.isEmpty {
            var flight = Flight()
            var taken = 0
            var isSent = true
            while isSent, taken < min(settings.batchLimit, waiting.count) {
                let request = waiting[taken]
                taken += 1
                if request.depart() { isSent = send(request, connection, &flight) }
            }
            waiting.removeFirst(taken)
            launch(flight, connection, isSent)
        }
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
        guard !statements.retired.isEmpty, transactionStatus == PQTRANS_IDLE, let connection else { return }
        var flight = Flight()
        var isSent = true
        for name in statements.takeRetired() where isSent {
            flight.append(.forget)
            isSent = PQsendQueryParams(connection, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 0) == 1
        }
        launch(flight, connection, isSent)
    }

    // A request is aboard before it is known whether libpq took it: if not, the connection is given up with all aboard.
    private mutating func send(_ request: Request, _ connection: OpaquePointer, _ flight: inout Flight) -> Bool {
        switch request.command {
        case .text(let text):
            flight.append(.execute(request))
            return PQsendQueryParams(connection, text, 0, nil, nil, nil, nil, 1) == 1
        case .statement(let template, let values):
            do throws(DatabaseError) {
                return try send(template, values, for: request, connection, &flight)
            } catch {
                landed.append(.init(request: request, reply: .unanswered(error, wasSent: false)))
                return true
            }
        }
    }

    private mutating func send(
        _ template: StatementTemplate, _ values: [SQLValue], for request: Request, _ connection: OpaquePointer,
        _ flight: inout Flight
    ) throws(DatabaseError) -> Bool {
        guard settings.preparesStatements, template.isReused else {
            let text = try template.text(for: settings.dialect)
            let types = template.parameterTypes.map(\.objectID)
            flight.append(.execute(request))
            return encoder.withParameters(values) { count, values, lengths, formats in
                PQsendQueryParams(connection, text, count, types, values, lengths, formats, 1) == 1
            }
        }
        var isPrepared = true
        let name: String
        if let known = statements.name(of: template) {
            name = known
        } else {
            let text = try template.text(for: settings.dialect)
            let types = template.parameterTypes.map(\.objectID)
            name = statements.add(template)
            flight.append(.prepare(template))
            isPrepared = PQsendPrepare(connection, name, text, Int32(types.count), types) == 1
        }
        flight.append(.execute(request))
        return isPrepared
            && encoder.withParameters(values) { count, values, lengths, formats in
                PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1) == 1
            }
    }
}
#endif
