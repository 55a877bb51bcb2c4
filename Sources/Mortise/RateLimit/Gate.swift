import Synchronization

/// The ways in at which tries of one client address are counted together.
public enum Gate: Sendable, Hashable, CaseIterable {
    /// Whatever checks a password: logging in, and asking for the password again.
    case logIn
    /// Registering.
    case register
    /// Asking for the link that sets a new password.
    case requestPasswordReset
    /// Asking for another link that verifies an address.
    case resendVerification
    /// Whatever takes a token from a mail.
    case useToken
}

/// Proves that a client was let through a gate, for one flow.
final class Admission: Sendable {
    private let gate: Gate
    private let isSpent = Atomic(false)

    init(_ gate: Gate) { self.gate = gate }

    /// Whether it is good for a gate; from then on it is good for nothing.
    func spend(at gate: Gate) -> Bool {
        gate == self.gate && !isSpent.exchange(true, ordering: .relaxed)
    }
}

extension Admission: Hashable {
    static func == (lhs: Admission, rhs: Admission) -> Bool { lhs === rhs }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension AuthEngine {
    /// Counts a try of a client address, before anything else of its request is looked at.
    ///
    /// A flow counts the try itself unless its context comes from here. What comes from here is good for one flow: a
    /// second one counts again. A context without a client address has no such limit.
    ///
    /// - Returns: The context, with the proof that the try was counted.
    /// - Throws: ``AuthError`` with code `.rateLimited`, `.unavailable`, `.cancelled`.
    public func admit(_ gate: Gate, in context: RequestContext) async throws(AuthError) -> RequestContext {
        try await flow("admit", in: context) {
            guard let rule = clientRule(at: gate, in: context) else { return context }
            try await admit([rule], for: nil, in: context)
            return context.admitted(Admission(gate))
        }
    }

    /// The limit of a client address; `nil` where there is no address, or where its try was counted before.
    func clientRule(at gate: Gate, in context: RequestContext) -> RateLimitRule? {
        guard let subject = context.limitSubject, context.admission?.spend(at: gate) != true else { return nil }
        let policies = configuration.rateLimits
        return switch gate {
        case .logIn: .rate("login_client", policies.logInPerClient, of: subject)
        case .register: .rate("register_client", policies.registerPerClient, of: subject)
        case .requestPasswordReset: .rate("reset_client", policies.resetPerClient, of: subject)
        case .resendVerification: .rate("verification_client", policies.resetPerClient, of: subject)
        case .useToken: .rate("token_client", policies.tokenPerClient, of: subject)
        }
    }
}
