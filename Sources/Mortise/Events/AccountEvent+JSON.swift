import MortiseSQL

/// What is stored of an event is not what was written.
struct MalformedEvent: Error {}

extension AccountEvent {
    /// All of it, for the outbox.
    var json: JSON {
        var object = fact.json
        object["event"] = .string(id.description)
        object["user"] = .string(userID.description)
        object["kind"] = .string(kind.rawValue)
        object["actor"] = .string(actor.rawValue)
        object["time"] = .integer(occurredAt.microseconds)
        object["request"] = .string(context.requestID)
        object["client"] = context.clientAddress.map { .string($0.description) }
        object["agent"] = context.userAgent.map { .string($0) }
        return .object(object)
    }

    init(_ json: JSON) throws {
        guard let id = json["event"]?.stringValue.flatMap(EventID.init(_:)),
            let user = json["user"]?.stringValue.flatMap(UserID.init(_:)),
            let actor = json["actor"]?.stringValue.flatMap(AuditEvent.Actor.init(rawValue:)),
            let time = json["time"]?.integerValue, let request = json["request"]?.stringValue
        else { throw MalformedEvent() }
        self.id = id
        userID = user
        fact = try Fact(json)
        self.actor = actor
        context = RequestContext(
            clientAddress: json["client"]?.stringValue.flatMap(IPAddress.init(_:)),
            userAgent: json["agent"]?.stringValue, requestID: request)
        occurredAt = Instant(microseconds: time)
    }
}

extension AccountEvent.Fact {
    fileprivate var json: JSON.Object {
        switch self {
        case .registered(let email, let isVerified, let attributes):
            [
                "email": .string(email.address), "verified": .bool(isVerified),
                "attributes": .object(attributes),
            ]
        case .emailVerified(let email): ["email": .string(email.address)]
        case .loggedIn(let session): ["session": .string(session.description)]
        case .sessionsEnded(let sessions): ["sessions": .array(sessions.map { .string($0.description) })]
        case .emailChanged(let former, let email):
            ["former": .string(former.address), "email": .string(email.address)]
        case .emailChangeUndone(let email): ["email": .string(email.address)]
        case .profileUpdated(let name): name.map { ["name": .string($0)] } ?? [:]
        case .passwordChanged, .passwordReset, .deactivated, .activated, .deleted, .restored, .purged: [:]
        }
    }

    fileprivate init(_ json: JSON) throws {
        func email(_ name: String = "email") throws -> EmailAddress {
            guard let text = json[name]?.stringValue else { throw MalformedEvent() }
            return try EmailAddress(text)
        }
        func session(_ json: JSON?) throws -> SessionID {
            guard let id = json?.stringValue.flatMap(SessionID.init(_:)) else { throw MalformedEvent() }
            return id
        }
        switch json["kind"]?.stringValue.flatMap(AccountEvent.Kind.init(rawValue:)) {
        case .registered:
            guard let isVerified = json["verified"]?.boolValue, let attributes = json["attributes"]?.objectValue
            else { throw MalformedEvent() }
            self = .registered(email: try email(), isVerified: isVerified, attributes: attributes)
        case .emailVerified: self = .emailVerified(try email())
        case .loggedIn: self = .loggedIn(session: try session(json["session"]))
        case .sessionsEnded:
            guard let sessions = json["sessions"]?.arrayValue else { throw MalformedEvent() }
            self = .sessionsEnded(try sessions.map(session))
        case .passwordChanged: self = .passwordChanged
        case .passwordReset: self = .passwordReset
        case .emailChanged: self = .emailChanged(from: try email("former"), to: try email())
        case .emailChangeUndone: self = .emailChangeUndone(to: try email())
        case .profileUpdated: self = .profileUpdated(displayName: json["name"]?.stringValue)
        case .deactivated: self = .deactivated
        case .activated: self = .activated
        case .deleted: self = .deleted
        case .restored: self = .restored
        case .purged: self = .purged
        case nil: throw MalformedEvent()
        }
    }
}
