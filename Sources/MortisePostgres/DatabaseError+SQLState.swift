#if Postgres
import CLibPQ
import MortiseSQL

extension DatabaseError {
    /// The error the server reported: its SQLSTATE (PostgreSQL manual, appendix A) and primary message. Detail and hint
    /// are left out, for they quote values.
    init(_ result: QueryResult) {
        let state = result.state ?? ""
        self.init(Self.code(state, result), Self.message(state, result))
    }

    static func connectionLost(_ message: String) -> DatabaseError { DatabaseError(.connectionLost, message) }

    // The header defines these as characters, which Swift does not import.
    private static let messageField = Int32(UInt8(ascii: "M"))
    private static let columnField = Int32(UInt8(ascii: "c"))
    private static let constraintField = Int32(UInt8(ascii: "n"))

    private static func code(_ state: String, _ result: QueryResult) -> Code {
        switch state {
        case "23505": .uniqueViolation(constraint: result.diagnostic(constraintField) ?? "")
        case "23503": .foreignKeyViolation(constraint: result.diagnostic(constraintField))
        case "23514": .checkViolation(constraint: result.diagnostic(constraintField) ?? "")
        case "23502": .notNullViolation(column: result.diagnostic(columnField) ?? "")
        case "40001": .serialization
        case "40P01": .deadlock
        case "55P03": .lockTimeout
        case "57014": .timeout
        case "25006": .readOnly
        case "53100": .diskFull
        case "57P01", "57P02", "57P05", "25P03": .connectionLost
        case "57P03", "53200", "53300", "53400": .unavailable
        case "3D000": .authenticationFailed
        case "42501": .permissionDenied
        case "42P01", "42703", "42883", "42704", "3F000": .undefinedObject
        case "25P02": .transactionAborted
        case "XX001", "XX002": .corrupt
        case "0A000": .unsupported
        default: code(class: state.prefix(2))
        }
    }

    private static func code(class name: Substring) -> Code {
        switch name {
        case "08": .connectionLost
        case "22": .invalidValue
        case "28": .authenticationFailed
        default: .other
        }
    }

    private static func message(_ state: String, _ result: QueryResult) -> String {
        switch state.prefix(2) {
        case "22": "\(state): a value does not have the form or range of its type"
        case "P0": "\(state): raised by code on the server"
        case "": "the server's answer was not understood"
        default: "\(state): \(result.diagnostic(messageField) ?? "no message")"
        }
    }
}

extension QueryResult {
    /// Whether the server refused because what it kept prepared no longer fits (its table changed: 0A000) or is unknown to
    /// it (26000).
    var isStalePreparation: Bool {
        isError && (state == "26000" || state == "0A000")
    }

    /// Whether the error comes from libpq itself, as on a broken connection, and not from the server.
    var isLocalFailure: Bool { status == PGRES_FATAL_ERROR && state == nil }

    /// The SQLSTATE of an error.
    fileprivate var state: String? { diagnostic(Int32(UInt8(ascii: "C"))) }
}
#endif
