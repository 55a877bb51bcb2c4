extension DatabaseError.Code {
    /// A short fixed name, fit for a metric label: one per case, whatever the constraint.
    public var label: String {
        switch self {
        case .uniqueViolation: "unique_violation"
        case .foreignKeyViolation: "foreign_key_violation"
        case .checkViolation: "check_violation"
        case .notNullViolation: "not_null_violation"
        case .serialization: "serialization"
        case .deadlock: "deadlock"
        case .busy: "busy"
        case .timeout: "timeout"
        case .lockTimeout: "lock_timeout"
        case .poolExhausted: "pool_exhausted"
        case .cancelled: "cancelled"
        case .connectionLost: "connection_lost"
        case .unavailable: "unavailable"
        case .readOnly: "read_only"
        case .diskFull: "disk_full"
        case .corrupt: "corrupt"
        case .permissionDenied: "permission_denied"
        case .authenticationFailed: "authentication_failed"
        case .tlsFailed: "tls_failed"
        case .transactionAborted: "transaction_aborted"
        case .decoding: "decoding"
        case .unsupported: "unsupported"
        case .misuse: "misuse"
        case .closed: "closed"
        case .invalidValue: "invalid_value"
        case .undefinedObject: "undefined_object"
        case .other: "other"
        }
    }
}
