#if HTTP
import Mortise

/// Reads the fields of a body by name and type, and gathers what is wrong with them.
///
/// A field that is missing or wrong reads as an empty value until ``finish()`` throws, so that one answer names every
/// fault. ``describing()`` gives one that notes what is asked for instead.
struct Fields {
    /// A field of a body, as the document shows it.
    struct Description: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
    }

    /// Longest text of a field without a rule of its own, in bytes of UTF-8.
    private static let maximumText = 1024
    /// NFC makes a text at most this many times shorter; the engine counts the rest.
    private static let maximumPassword = 4 * PasswordRules.maximumBytes
    private static let maximumUnknown = 16
    private static let maximumName = 64

    private var members: [JSON.Object.Member]
    private var faults: [String: [AuthError.FieldCode]] = [:]
    private let attributeNames: Set<String>
    private let isDescribing: Bool
    /// What has been asked for, if this is one that notes it.
    private(set) var described: [Description] = []

    /// - Parameter attributes: The names of the app's own fields.
    init(_ object: JSON.Object, attributes: Set<String> = []) {
        members = Array(object)
        attributeNames = attributes
        isDescribing = false
    }

    private init() {
        members = []
        attributeNames = []
        isDescribing = true
    }

    /// Reads nothing, and notes what is asked for.
    static func describing() -> Fields { Fields() }

    /// A text that must be there; `null` is absence, here and below.
    ///
    /// - Parameter schema: What the engine accepts of it. It is not checked here.
    mutating func text(_ name: String, _ schema: Schema) -> String {
        describe(name, schema, isRequired: true)
        return required(name, maximumBytes: Self.maximumText) ?? ""
    }

    /// A password that must be there, and must be repeated in `confirmation` where that is given.
    mutating func password(_ name: String, confirmedBy confirmation: String? = nil) -> Password {
        describe(name, .password, isRequired: true)
        let text = required(name, maximumBytes: Self.maximumPassword)
        if let confirmation {
            describe(confirmation, Schema.password.orNull, isRequired: false)
            if let repeated = string(confirmation, maximumBytes: Self.maximumPassword) {
                // Equal in Swift is equal in NFC, and so the same password.
                if let text, text != repeated { faults[confirmation] = [.mismatch] }
            }
        }
        return Password(text ?? "")
    }

    /// What `parse` makes of a text that may be absent; a text that it refuses is malformed.
    mutating func optional<Value>(_ name: String, _ schema: Schema, _ parse: (String) -> Value?) -> Value? {
        describe(name, schema.orNull, isRequired: false)
        guard let text = string(name, maximumBytes: Self.maximumText) else { return nil }
        let value = parse(text)
        if value == nil { faults[name] = [.malformed] }
        return value
    }

    /// The device that says to be known, where it is no browser that keeps it in a cookie.
    mutating func device() -> DeviceToken? {
        optional("device", .deviceToken) { DeviceToken($0) }
    }

    /// A text that must be there; here alone `null` is a value, which says that there shall be none.
    mutating func nullableText(_ name: String, _ schema: Schema) -> String? {
        describe(name, schema.orNull, isRequired: true)
        let isThere = members.contains { $0.key.utf8.elementsEqual(name.utf8) }
        let text = string(name, maximumBytes: Self.maximumText)
        if !isThere { faults[name] = [.required] }
        return text
    }

    /// One of the values of `Choice`; nil where it is absent.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String, _: Choice.Type) -> Choice? {
        describe(name, Schema.oneOf(Choice.allCases.map(\.rawValue)).orNull, isRequired: false)
        guard let text = string(name, maximumBytes: Self.maximumText) else { return nil }
        let choice = Choice(rawValue: text)
        if choice == nil { faults[name] = [.notAllowed] }
        return choice
    }

    /// The fields of the app's own that are there, as they are.
    mutating func attributes() -> JSON.Object {
        var object = JSON.Object()
        members.removeAll { member in
            guard attributeNames.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) else { return false }
            if !member.value.isNull { object[member.key] = member.value }
            return true
        }
        return object
    }

    /// Ends the reading: what has not been asked for is unknown.
    ///
    /// - Throws: ``Failure`` with code `validationFailed` if any field is not as it must be.
    mutating func finish() throws(Failure) {
        for member in members.prefix(Self.maximumUnknown) {
            faults[String(String.UnicodeScalarView(member.key.unicodeScalars.prefix(Self.maximumName)))] = [.unknown]
        }
        guard faults.isEmpty else { throw Failure(.validationFailed, fields: faults) }
    }

    private mutating func describe(_ name: String, _ schema: @autoclosure () -> Schema, isRequired: Bool) {
        guard isDescribing else { return }
        described.append(Description(name: name, schema: schema(), isRequired: isRequired))
    }

    private mutating func required(_ name: String, maximumBytes: Int) -> String? {
        let text = string(name, maximumBytes: maximumBytes)
        if text?.isEmpty ?? true, faults[name] == nil { faults[name] = [.required] }
        return text
    }

    private mutating func string(_ name: String, maximumBytes: Int) -> String? {
        guard let index = members.firstIndex(where: { $0.key.utf8.elementsEqual(name.utf8) }) else { return nil }
        let value = members.remove(at: index).value
        if value.isNull { return nil }
        guard let text = value.stringValue else {
            faults[name] = [.wrongType]
            return nil
        }
        guard text.utf8.count <= maximumBytes else {
            faults[name] = [.tooLong]
            return nil
        }
        return text
    }
}
#endif
