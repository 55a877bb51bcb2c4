#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Exchange {
    // The versions that a change of whichever version is tried on while others change the account too.
    private static let triesOfAnyVersion = 3

    /// `GET /me`: 200 with the user, and its version as `ETag`.
    func showAccount() async throws -> Response {
        account(try await authenticated().session.user)
    }

    /// `PATCH /me`: 200 with the user as it is now; `null` takes the name away.
    func updateAccount() async throws -> Response {
        let (token, current) = try await authenticated()
        guard let condition = EntityTag.Condition(request.headers) else { throw Failure(.preconditionRequired) }
        var fields = try await fields()
        let name = fields.nullableText("display_name")
        try fields.finish()
        var user = current.user
        for isLastTry in (1...Self.triesOfAnyVersion).map({ $0 == Self.triesOfAnyVersion }) {
            do {
                // No account is of version 0. The engine refuses it after it has looked at the name.
                let version = condition.isMet(by: user.version) ? user.version : 0
                return account(
                    try await work { [engine, context, user] in
                        try await engine.updateProfile(
                            of: user.id, displayName: name, expecting: version, in: context)
                    })
            } catch let error as AuthError {
                guard error.code == .versionMismatch, case .any = condition, !isLastTry else { throw error }
                user = try await work { [engine, context] in try await engine.authenticate(token, in: context).user }
            }
        }
        throw Failure(.versionMismatch)
    }

    /// `DELETE /me`: 204; the account is deleted, and its sessions are over.
    func deleteAccount() async throws -> Response {
        let token = try await authenticated().token
        var fields = try await fields()
        let password = fields.password("password")
        let device = device(&fields)
        try fields.finish()
        try await work { [engine, context] in
            try await engine.deleteAccount(token, password: password, device: device, in: context)
        }
        var response = Response.noContent(requestID: context.requestID)
        if credential.isCookie {
            response.headers[values: .setCookie] = [cookie.clearing, deviceCookie.clearing]
        }
        return response
    }

    private func account(_ user: User) -> Response {
        var response = Response.success(requestID: context.requestID) { $0.writeData(user) }
        response.headers[.eTag] = EntityTag.text(user.version)
        return response
    }
}
#endif
