#if HTTP
import Mortise

/// Reads the fields of a body by name and type, and gathers what is wrong with them.
///
/// A field that is missing or wrong reads as an empty value until ``finish()`` throws, so that one answer names every
/// fault.
struct Fields {
    /// Longest text of a field without a rule of its own, in bytes of UTF-8.
    private static let maximumText = 1024
    /// NFC makes a text at most this many times shorter; the engine counts the rest.
    private static let maximumPassword = 4 * PasswordRules.maximumBytes
    private static let maximumUnknown = 16
    private static let maximumName = 64

    private var members: [JSON.Object.Member]
    private var faults: [String: [AuthError.FieldCode]] = [:]

    init(_ object: JSON.Object) {
        members = Array(object)
    }

    /// A text that must be there; `null` is absence, here and below.
    mutating func text(_ name: String) -> String {
        required(name, maximumBytes: Self.maximumText) ?? ""
    }

    /// A password that must be there, and must be repeated in `confirmation` where that is given.
    mutating func password(_ name: String, confirmedBy confirmation: String? = nil) -> Password {
        let text = required(name, maximumBytes: Self.maximumPassword)
        if let confirmation, let repeated = string(confirmation, maximumBytes: Self.maximumPassword) {
            // Equal in Swift is equal in NFC, and so the same password.
            if let text, text != repeated { faults[confirmation] = [.mismatch] }
        }
        return Password(text ?? "")
    }

    /// What `parse` makes of a text that may be absent; a text that it refuses is malformed.
    mutating func optional<Value>(_ name: String, _ parse: (String) -> Value?) -> Value? {
        guard let text = string(name, maximumBytes: Self.maximumText) else { return nil }
        let value = parse(text)
        if value == nil { faults[name] = [.malformed] }
        return value
    }

    /// A text that must be there; here alone `null` is a value, which says that there shall be none.
    mutating func nullableText(_ name: String) -> String? {
        let isThere = members.contains { $0.key.utf8.elementsEqual(name.utf8) }
        let text = string(name, maximumBytes: Self.maximumText)
        if !isThere { faults[name] = [.required] }
        return text
    }

    /// One of the values of `Choice`; nil where it is absent.
    mutating func choice<Choice: RawRepresentable<String>>(_ name: String, _: Choice.Type) -> Choice? {
        guard let text = string(name, maximumBytes: Self.maximumText) else { return nil }
        let choice = Choice(rawValue: text)
        if choice == nil { faults[name] = [.notAllowed] }
        return choice
    }

    /// The fields with these names that are there, as they are.
    mutating func values(_ names: Set<String>) -> JSON.Object {
        var object = JSON.Object()
        members.removeAll { member in
            guard names.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) else { return false }
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
