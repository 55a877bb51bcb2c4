import CReference
import Foundation
import MortiseSQL

/// A durable write: an entry of the audit log.
enum AuditInsert {
    private static let insert = Query("audit.insert") {
        (
            id: Parameter<UUID>, user: Parameter<UUID?>, actor: Parameter<String>, action: Parameter<String>,
            details: Parameter<JSONText>, ip: Parameter<IPText?>, agent: Parameter<String?>,
            request: Parameter<String>, now: Parameter<Instant>
        ) in
        Insert(
            into: auditLog,
            [
                auditLog.id.set(to: id), auditLog.userID.set(to: user), auditLog.actor.set(to: actor),
                auditLog.action.set(to: action), auditLog.details.set(to: details), auditLog.ip.set(to: ip),
                auditLog.userAgent.set(to: agent), auditLog.requestID.set(to: request),
                auditLog.createdAt.set(to: now),
            ])
    }

    static func statement(id: UUID) -> Statement<Void> {
        insert(
            id, nil, "user", "LOGIN_SUCCESS", Sample.details, nil, Sample.userAgent, Sample.requestID, Sample.moment)
    }

    static func sql(for dialect: any SQLDialect) throws -> String { try insert.template.text(for: dialect) }

    /// Calls `body` with the same values for a reference, the moment as the database takes it.
    static func withReferenceValues<Result>(
        moment: ReferenceValue, _ body: (UnsafePointer<reference_value>, Int) throws -> Result
    ) rethrows -> Result {
        let values: [ReferenceValue] = [
            .newID, .null, .text("user"), .text("LOGIN_SUCCESS"), .text(Sample.details.text), .null,
            .text(Sample.userAgent), .text(Sample.requestID), moment,
        ]
        return try ReferenceValue.withPointer(to: values, body)
    }
}
