#if HTTP
/// What a route reads from a body, in types. The calls that read the fields also describe them, so that code and
/// document cannot differ.
protocol BodyFields: Sendable {
    /// Reads every field, whatever the others hold.
    init(_ fields: inout Fields)
}

extension BodyFields {
    /// The fields, in the order in which they are read.
    static var described: [Fields.Description] {
        var fields = Fields.describing()
        _ = Self(&fields)
        return fields.described
    }
}

/// A body that holds nothing: `{}`, or none at all.
struct NoFields: BodyFields {
    init(_: inout Fields) {}
}

/// A body that holds a token from a mail.
struct TokenFields: BodyFields {
    let token: String

    init(_ fields: inout Fields) {
        token = fields.text("token", .mailedToken)
    }
}

/// A body that holds an address.
struct AddressFields: BodyFields {
    let email: String

    init(_ fields: inout Fields) {
        email = fields.text("email", .email)
    }
}
#endif
