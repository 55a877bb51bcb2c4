#if HTTP
import Mortise

extension Failure {
    /// What the outside sees of any error: the engine's by its code, what is unknown as `internal`.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as AuthError: self.init(engine: error.code)
        case is CancellationError: self.init(.unavailable, retryAfter: 1)
        default: self.init(.internal)
        }
    }

    private init(engine code: AuthError.Code) {
        switch code {
        case .validationFailed(let fields): self.init(.validationFailed, fields: fields)
        case .weakPassword(let codes): self.init(.weakPassword, fields: ["password": codes])
        case .emailTaken: self.init(.emailTaken)
        case .invalidCredentials: self.init(.invalidCredentials)
        case .emailUnverified: self.init(.emailUnverified)
        case .sessionRequired: self.init(.sessionRequired)
        case .notFound: self.init(.notFound)
        case .conflict: self.init(.conflict)
        case .tokenInvalid: self.init(.tokenInvalid)
        case .cursorInvalid: self.init(.cursorInvalid)
        case .versionMismatch: self.init(.versionMismatch)
        case .rateLimited(let seconds): self.init(.rateLimited, retryAfter: max(1, seconds))
        case .overloaded(let seconds): self.init(.overloaded, retryAfter: max(1, seconds))
        case .unavailable(let seconds): self.init(.unavailable, retryAfter: max(1, seconds))
        case .cancelled: self.init(.unavailable, retryAfter: 1)
        case .keyring, .configuration, .internal: self.init(.internal)
        }
    }
}
#endif
