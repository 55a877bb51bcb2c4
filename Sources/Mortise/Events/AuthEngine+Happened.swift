import MortiseLocking
import MortiseSQL

extension AuthEngine {
    /// Tells the app's hooks of an event, and stores it for the app's subscribers, in the transaction in which it happens.
    ///
    /// The row of the user is locked by then, so that the events of one user are stored in their order.
    ///
    /// - Throws: ``HookFailure``, which undoes the flow.
    func happened(
        _ fact: AccountEvent.Fact, to user: UserID, by actor: AuditEvent.Actor, in context: RequestContext,
        at now: Instant, on transaction: Transaction
    ) async throws {
        guard isHeard(fact.kind) else { return }
        let event = AccountEvent(
            id: EventID(at: now), userID: user, fact: fact, actor: actor, context: context, occurredAt: now)
        for hook in configuration.hooks where hook.kinds.contains(event.kind) {
            do {
                try await hook.body(event, transaction)
            } catch {
                throw HookFailure(event: event, underlying: error)
            }
        }
        let subscribers = configuration.subscribers.filter { $0.kinds.contains(event.kind) }
        guard !subscribers.isEmpty else { return }
        let payload = String(decoding: event.json.serialized(), as: UTF8.self)
        for subscriber in subscribers {
            let id = EventDeliveryID(at: now)
            try await transaction.execute(
                EventStatements.insert(
                    id, event.id, event.kind == .purged ? nil : user, subscriber.name, event.kind,
                    try vault.seal(payload, for: .payload(of: id)), now))
        }
        transaction.afterCommit { [eventSignal] in eventSignal.signal() }
    }

    /// Whether a hook or a subscriber wants events of a kind.
    func isHeard(_ kind: AccountEvent.Kind) -> Bool {
        configuration.hooks.contains { $0.kinds.contains(kind) }
            || configuration.subscribers.contains { $0.kinds.contains(kind) }
    }

    /// Records a veto, now that the flow's own transaction is undone.
    func record(_ veto: Veto, of event: AccountEvent) async throws {
        let fields = veto.fields.sorted { $0.key < $1.key }.map { name, codes -> JSON in
            ["field": .string(name), "codes": .array(codes.map { .string($0.rawValue) })]
        }
        // An account whose registration was refused never was.
        let user = event.kind == .registered ? nil : event.userID
        let now = clock.now
        try await database.transaction { transaction in
            try await audit.record(
                .vetoed, by: event.actor, of: user,
                details: ["event": .string(event.kind.rawValue), "fields": .array(fields)], in: event.context,
                at: now, on: transaction)
        }
    }
}
