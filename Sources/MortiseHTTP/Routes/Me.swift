#if HTTP
import HTTPTypes
import Hummingbird
import Mortise

extension Route {
    // The versions that a change of whichever version is tried on while others change the account too.
    private static let triesOfAnyVersion = 3

    static let account = Route(
        .account, .get, "/me", "The caller's account.",
        answers: [.ok(.user, "The account, and its version as ETag.", headers: [.eTag])]
    ) { exchange, caller in
        exchange.answer(caller.user)
    }

    static let updateAccount = Route(
        .updateAccount, .patch, "/me", "Changes the caller's account, if it is the version that was read.",
        takesPrecondition: true, body: AccountFields.self,
        answers: [.ok(.user, "The account as it is now.", headers: [.eTag])], errors: [.versionMismatch, .notFound]
    ) { exchange, caller, body in
        let condition = try exchange.precondition()
        var user = caller.user
        for isLastTry in (1...triesOfAnyVersion).map({ $0 == triesOfAnyVersion }) {
            do {
                // No account is of version 0. The engine refuses it after it has looked at the name.
                let version = condition.isMet(by: user.version) ? user.version : 0
                return exchange.answer(
                    try await exchange.work { [engine = exchange.engine, context = exchange.context, user] in
                        try await engine.updateProfile(
                            of: user.id, displayName: body.displayName, expecting: version, in: context)
                    })
            } catch let error as AuthError {
                guard error.code == .versionMismatch, case .any = condition, !isLastTry else { throw error }
                user = try await exchange.caller().user
            }
        }
        throw Failure(.versionMismatch)
    }

    static let deleteAccount = Route(
        .deleteAccount, .delete, "/me", "Deletes the caller's account.", body: DeletionFields.self,
        answers: [.noContent("The account is deleted, and its sessions are over.", headers: [.setCookie])],
        errors: [.invalidCredentials]
    ) { exchange, caller, body in
        let device = exchange.device(body.device)
        try await exchange.work { [engine = exchange.engine, context = exchange.context] in
            try await engine.deleteAccount(caller.token, password: body.password, device: device, in: context)
        }
        var response = Response.noContent(requestID: exchange.context.requestID)
        if exchange.credential.isCookie {
            response.headers[values: .setCookie] = [
                exchange.service.cookie.clearing, exchange.service.deviceCookie.clearing,
            ]
        }
        return response
    }
}

extension Exchange {
    /// `{"user":…}`, and its version as an entity tag.
    fileprivate func answer(_ user: User) -> Response {
        var response = Response.success(requestID: context.requestID) { $0.writeData(user) }
        response.headers[.eTag] = EntityTag.text(user.version)
        return response
    }
}

/// The body of a change of the account; a `null` takes the name away.
private struct AccountFields: BodyFields {
    let displayName: String?

    init(_ fields: inout Fields) {
        displayName = fields.nullableText("display_name", .displayName)
    }
}

/// The body of a deletion.
private struct DeletionFields: BodyFields {
    let password: Password
    let device: DeviceToken?

    init(_ fields: inout Fields) {
        password = fields.password("password")
        device = fields.device()
    }
}
#endif
