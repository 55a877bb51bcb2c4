#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Exchange {
    /// `POST /unlock`: 204; the account is not locked any more.
    func unlock() async throws -> Response {
        let token = try await token()
        try await work { [engine, context] in try await engine.unlock(token: token, in: context) }
        return .noContent(requestID: context.requestID)
    }
}
#endif
