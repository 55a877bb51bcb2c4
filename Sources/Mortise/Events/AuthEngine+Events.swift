import Logging
import MortiseLocking
import MortiseSQL

extension AuthEngine {
    /// Delivers the events that are due to this engine's subscribers. ``run()`` does it all the time; an app may also call
    /// it from a job of its own.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    @discardableResult
    public func deliverEvents() async throws(AuthError) -> DeliveryRound {
        try await flow("deliver_events", in: RequestContext()) {
            // Each on its own: a slow one holds up nobody else.
            try await withThrowingTaskGroup(of: DeliveryRound.self) { group in
                for subscriber in configuration.subscribers {
                    group.addTask { try await self.worker(for: subscriber).run() }
                }
                return try await group.reduce(into: DeliveryRound()) { $0 += $1 }
            }
        }
    }

    private func worker(for subscriber: EventSubscriber) -> OutboxWorker<EventRecord> {
        let policy = configuration.eventDelivery
        return OutboxWorker(
            database: database, clock: clock, logger: logger, policy: policy, name: "event",
            attempts: telemetry.metrics?.eventAttempts,
            claim: { EventStatements.claim(subscriber.name, $0, $1, $2) },
            complete: { EventStatements.complete($0.id, $1) },
            postpone: { EventStatements.postpone($0.id, $1, $2, $3) }, bury: { EventStatements.bury($0.id, $1, $2) },
            handOver: { [vault, logger] record throws(HandOverFailure) in
                let event: AccountEvent
                do {
                    event = try record.opened(with: vault)
                } catch {
                    throw HandOverFailure("it could not be read: \(error)", isPermanent: true)
                }
                do {
                    try await withTimeLimit(policy.lease) { try await subscriber.receive(event) }
                } catch {
                    logger.warning(
                        "a subscriber threw",
                        metadata: ["subscriber": "\(subscriber.name)", "event": "\(event.id)", "error": "\(error)"])
                    // The app's error may hold anything: the database keeps its type alone.
                    throw HandOverFailure(String(describing: type(of: error)))
                }
            })
    }

    /// The deliveries of events of a user, the newest first.
    ///
    /// - Parameter limit: The most deliveries, from 1 to 1,000.
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func eventDeliveries(of user: UserID, limit: Int = 100) async throws(AuthError) -> [EventDelivery] {
        try await flow("event_deliveries", in: RequestContext()) {
            try await database.all(EventStatements.ofUser(user, Int64(min(max(limit, 1), 1000))))
        }
    }

    /// The deliveries of events in a state, the newest first.
    ///
    /// - Parameters:
    ///   - state: The state.
    ///   - last: The last delivery of the page before; the first page where `nil`.
    ///   - limit: The most deliveries, from 1 to 1,000.
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func eventDeliveries(
        _ state: EventDelivery.State, after last: EventDeliveryID? = nil, limit: Int = 100
    ) async throws(AuthError) -> [EventDelivery] {
        try await flow("event_deliveries", in: RequestContext()) {
            try await database.all(EventStatements.ofState(state, last ?? .last, Int64(min(max(limit, 1), 1000))))
        }
    }

    /// Lets an event that waits or was given up be tried at once, with all its attempts.
    ///
    /// - Throws: ``AuthError`` with code `.notFound` where there is no such one, it was received, or a worker has it;
    ///   `.unavailable`, `.cancelled`.
    public func retryEventDelivery(_ id: EventDeliveryID) async throws(AuthError) {
        try await flow("retry_event", in: RequestContext()) {
            guard try await database.first(EventStatements.retry(id, clock.now)) != nil else {
                throw AuthError(.notFound, "no such event waits to be delivered")
            }
            eventSignal.signal()
        }
    }

    /// How many events wait for subscribers, those of other nodes too.
    ///
    /// - Throws: ``AuthError`` with code `.unavailable`, `.cancelled`.
    public func eventBacklog() async throws(AuthError) -> OutboxBacklog {
        try await flow("event_backlog", in: RequestContext()) {
            let backlog = try await database.first(EventStatements.backlog())
            let result = OutboxBacklog(count: Int(backlog?.count ?? 0), oldest: backlog?.oldest)
            telemetry.metrics?.waits(events: result, at: clock.now)
            return result
        }
    }
}
