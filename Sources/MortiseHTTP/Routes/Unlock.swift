#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    static let unlock = Route(
        .unlock, .post, "/unlock", "Lifts the lock of an account.", body: TokenFields.self,
        answers: [.noContent("The account is not locked any more.")], errors: [.tokenInvalid]
    ) { exchange, body in
        try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.unlock(token: body.token, in: context)
        }
        return .noContent(requestID: exchange.context.requestID)
    }
}
#endif
