#if Postgres
import MortiseSQL

extension Reply {
    /// The server's answer.
    ///
    /// - Parameter mayCommit: Whether the command could commit something: a lost answer then leaves that open.
    /// - Throws: The server's error, or why there is no answer.
    func result(mayCommit: Bool) throws(DatabaseError) -> QueryResult {
        let error: DatabaseError
        switch self {
        case .answered(let result):
            guard result.isError else { return result }
            error = DatabaseError(result)
        case .unanswered(let reason, wasSent: true): error = reason
        case .unanswered(let reason, wasSent: false): throw reason
        }
        let isOpen = mayCommit && (error.code == .connectionLost || error.code == .closed)
        throw isOpen ? error.withUnknownOutcome : error
    }

    /// Whether to prepare the statement anew and ask again.
    var isStalePreparation: Bool {
        if case .answered(let result) = self { result.isStalePreparation } else { false }
    }
}
#endif
