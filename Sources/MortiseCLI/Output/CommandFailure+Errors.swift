#if CLI
import Mortise
import MortiseSQL

extension CommandFailure {
    /// What an error of the layers below means to the user of the command.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as ConfigurationError: self.init(error)
        case let error as MigrationError: self.init(error)
        case let error as DatabaseError: self.init(error)
        case let error as AuthError: self.init(error)
        default: self.init(.failure, "internal", "An unexpected error: \(error).")
        }
    }

    private init(_ error: ConfigurationError) {
        let count = error.problems.count
        self.init(
            error.isUsage ? .usage : .failure, "configuration",
            count == 1 ? "The configuration has a problem." : "The configuration has \(count) problems.",
            details: error.problems.map(\.description))
    }

    private init(_ error: MigrationError) {
        switch error.code {
        case .drift: self.init(.migrations, "migrations_drifted", error.message.sentence)
        case .unknownNewer: self.init(.migrations, "migrations_unknown", error.message.sentence)
        case .gap: self.init(.migrations, "migrations_gap", error.message.sentence)
        case .pending: self.init(.migrations, "migrations_pending", error.message.sentence)
        case .locked:
            self.init(.locked, "locked", error.message.sentence + " Wait for it, or give a longer --lock-timeout.")
        case .invalidTarget: self.init(.usage, "invalid_target", error.message.sentence)
        case .irreversible: self.init(.failure, "irreversible", error.message.sentence)
        case .foreignDatabase: self.init(.failure, "foreign_database", error.message.sentence)
        case .invalidSet: self.init(.failure, "internal", error.message.sentence)
        }
    }

    private init(_ error: DatabaseError) {
        let status: ExitStatus = error.isUnavailability ? .notReady : .failure
        self.init(status, error.code.label, "The database refused: \(error.message)".sentence)
    }

    private init(_ error: AuthError) {
        switch error.code {
        case .validationFailed(let fields):
            let codes = fields.sorted { $0.key < $1.key }
                .map { "\($0.key): \($0.value.map(\.rawValue).joined(separator: ", "))" }
            self.init(.failure, error.code.label, error.message.sentence, details: codes)
        case .weakPassword(let codes):
            self.init(.failure, error.code.label, error.message.sentence, details: codes.map(\.rawValue))
        case .cursorInvalid: self.init(.usage, error.code.label, error.message.sentence)
        case .overloaded, .unavailable: self.init(.notReady, error.code.label, error.message.sentence)
        default: self.init(.failure, error.code.label, error.message.sentence)
        }
    }
}

extension String {
    /// With a capital and a full stop, as the messages of libraries seldom have.
    fileprivate var sentence: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        // A name such as a path keeps its own case.
        let word = prefix { $0 != " " }
        let start = word.allSatisfy(\.isLetter) && first < 0x80 ? prefix(1).uppercased() + dropFirst() : self
        return last == UInt8(ascii: ".") ? start : start + "."
    }
}
#endif
