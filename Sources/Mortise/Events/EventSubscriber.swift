/// What the app does after an event was committed.
///
/// The event is stored in the transaction in which it happened, and delivered by ``AuthEngine/run()`` on any node that has
/// this subscriber: at least once, the events of one account in their order. What it has received is known by
/// ``AccountEvent/id``.
public struct EventSubscriber: Sendable {
    /// What it is known by in the database: never changed while events wait for it.
    public let name: String
    let kinds: Set<AccountEvent.Kind>
    let receive: @Sendable (AccountEvent) async throws -> Void

    /// A subscriber.
    ///
    /// - Parameters:
    ///   - name: What it is known by: one of a kind within an engine.
    ///   - kinds: The events that it wants.
    ///   - receive: What it does. When it throws, it gets the event again, later. It is cancelled when the lease of
    ///     ``AuthConfiguration/eventDelivery`` ends, for another node may deliver the event then.
    public init(
        _ name: String, to kinds: Set<AccountEvent.Kind>,
        _ receive: @escaping @Sendable (AccountEvent) async throws -> Void
    ) {
        self.name = name
        self.kinds = kinds
        self.receive = receive
    }
}
