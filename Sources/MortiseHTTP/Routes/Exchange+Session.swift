#if HTTP
import HTTPTypes
import Hummingbird
import Mortise
import MortiseSQL

extension Exchange {
    /// Whose session the request proves, before anything else of the request is looked at.
    ///
    /// The database's own timeouts bound this, which spares each request the task group of a deadline.
    ///
    /// - Throws: ``Failure`` with code `sessionRequired`; what the engine throws.
    func caller() async throws -> Caller {
        guard let token = credential.token else { throw Failure(.sessionRequired) }
        let authenticated = try await engine.authenticate(token, in: context)
        return Caller(token: token, user: authenticated.user, session: authenticated.session)
    }

    /// The device that sent the request: what the body says of it, else its cookie.
    func device(_ named: DeviceToken?) -> DeviceToken? {
        if let named { return named }
        let values = service.deviceCookie.values(in: request.headers)
        return values.count == 1 ? DeviceToken(String(values[0])) : nil
    }

    /// Gives the browser its session, and what it is known by afterwards.
    func setCookies(of signIn: SignIn, on response: inout Response) {
        let session = signIn.session
        response.headers[values: .setCookie] += [
            service.cookie.setting(signIn.token.reveal(), lifetime: session.expiresAt - session.createdAt),
            service.deviceCookie.setting(
                signIn.device.reveal(), lifetime: engine.configuration.sessionPolicy.deviceLifetime),
        ]
    }

    /// Ends the session that the browser forgets at a login, so that nobody else has it. The login is done, whatever comes
    /// of this.
    func endFormerSession() async {
        guard case .cookie(let former) = credential else { return }
        do {
            _ = try await work { [engine, context] in try await engine.logOut(former, in: context) }
        } catch {
            service.log.record(error, as: Failure(error), in: context)
        }
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
