/// Thrown by a ``TransactionHook``: the event must not happen.
///
/// The flow throws ``AuthError`` with code `.validationFailed` and these fields, and this as what is behind it; over HTTP
/// that is 422 `validation_failed`. All that the flow wrote is taken back; the audit log says that there was a veto.
public struct Veto: Error, Sendable, Hashable {
    /// For each field, the codes of what is wrong.
    public let fields: [String: [AuthError.FieldCode]]

    /// A refusal of fields of the request.
    public init(_ fields: [String: [AuthError.FieldCode]]) {
        self.fields = fields
    }

    /// A refusal for one reason.
    ///
    /// - Parameters:
    ///   - code: The reason.
    ///   - field: The field of the request that it is about; that of the account as a whole unless it is said.
    public init(_ code: AuthError.FieldCode, field: String = "account") {
        self.init([field: [code]])
    }
}

/// An error that a hook threw, on its way out of the transaction.
struct HookFailure: Error {
    let event: AccountEvent
    let underlying: any Error
}
