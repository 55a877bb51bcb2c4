#if HTTP
import HTTPTypes
import Hummingbird
import Mortise
import MortiseSQL

extension Exchange {
    /// The session that the request proves, and its token.
    ///
    /// - Throws: ``Failure`` with code `sessionRequired`, before anything else of the request is looked at.
    func authenticated() async throws -> (token: SessionToken, session: AuthenticatedSession) {
        guard let token = credential.token else { throw Failure(.sessionRequired) }
        return (
            token, try await work { [engine, context] in try await engine.authenticate(token, in: context) }
        )
    }

    /// The device that sent the request: what the body says of it, else its cookie.
    func device(_ fields: inout Fields) -> DeviceToken? {
        if let device = fields.optional("device", { DeviceToken($0) }) { return device }
        let values = deviceCookie.values(in: request.headers)
        return values.count == 1 ? DeviceToken(String(values[0])) : nil
    }

    /// Gives the browser its session, and what it is known by afterwards.
    func setCookies(of signIn: SignIn, on response: inout Response) {
        let session = signIn.session
        response.headers[values: .setCookie] += [
            cookie.setting(signIn.token.reveal(), lifetime: session.expiresAt - session.createdAt),
            deviceCookie.setting(
                signIn.device.reveal(), lifetime: engine.configuration.sessionPolicy.deviceLifetime),
        ]
    }

    /// `{"status":…}`, the data of what has no other result.
    func answer(_ word: StaticString, _ status: HTTPResponse.Status = .ok) -> Response {
        .success(status, requestID: context.requestID) { buffer in
            buffer.writeStaticString(#"{"status":""#)
            buffer.writeStaticString(word)
            buffer.writeStaticString(#""}"#)
        }
    }
}
#endif
