public import MortiseSQL

/// What the app does within the transaction of an event: it may write rows of its own, which are committed together with
/// the event or not at all, and it may refuse the event with a ``Veto``.
///
/// ```swift
/// configuration.hooks = [
///     TransactionHook(on: [.registered]) { event, transaction in
///         try await transaction.execute(Profiles.insert(event.userID, name))
///     }
/// ]
/// ```
///
/// It runs while a connection is held, so whatever it waits for, others wait for too. A flow of the engine, a statement
/// past the transaction, a mail and a password hash are refused there. It must have no effect but through the transaction:
/// it runs again when the transaction does, and a registration of a known address runs it on a stand-in that is taken back.
public struct TransactionHook: Sendable {
    let kinds: Set<AccountEvent.Kind>
    let body: @Sendable (AccountEvent, Transaction) async throws -> Void

    /// A hook.
    ///
    /// - Parameters:
    ///   - kinds: The events that it runs in.
    ///   - body: What it does. An error undoes the flow: a ``Veto`` leaves it as `.validationFailed`, any other as
    ///     `.internal`, or `.unavailable` where the database could not serve.
    public init(
        on kinds: Set<AccountEvent.Kind>, _ body: @escaping @Sendable (AccountEvent, Transaction) async throws -> Void
    ) {
        self.kinds = kinds
        self.body = body
    }
}
