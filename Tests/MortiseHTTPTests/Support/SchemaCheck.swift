#if HTTP
import Mortise

/// Holds values to schemas, as far as the document uses JSON Schema; of a keyword beyond that it finds fault with the
/// schema, so that nothing passes unchecked.
struct SchemaCheck {
    private let document: JSON

    init(_ document: JSON) {
        self.document = document
    }

    /// What a reference leads to; the value itself where it is none.
    func resolved(_ json: JSON?) -> JSON? {
        guard let json, let reference = json["$ref"]?.stringValue else { return json }
        return reference.split(separator: "/").dropFirst().reduce(Optional(document)) { $0?[String($1)] }
    }

    /// What is wrong with a value.
    func faults(of value: JSON, as schema: JSON, at place: String = "$") -> [String] {
        guard let schema = resolved(schema)?.objectValue else { return ["\(place): there is no such schema"] }
        return schema.flatMap { member in faults(of: value, member.key, member.value, schema, place) }
    }

    private func faults(
        of value: JSON, _ keyword: String, _ argument: JSON, _ schema: JSON.Object, _ place: String
    ) -> [String] {
        func unless(_ isMet: Bool) -> [String] { isMet ? [] : ["\(place): \(keyword) of \(Self.text(argument))"] }
        let length = Int64(value.stringValue?.unicodeScalars.count ?? 0)
        switch keyword {
        case "type":
            let types = argument.arrayValue ?? [argument]
            return unless(types.contains { Self.isOf($0.stringValue ?? "", value) })
        case "const": return unless(value == argument)
        case "enum": return unless(argument.arrayValue?.contains(value) ?? false)
        case "anyOf":
            return unless(argument.arrayValue?.contains { faults(of: value, as: $0, at: place).isEmpty } ?? false)
        case "minimum": return unless((value.integerValue ?? .max) >= argument.integerValue ?? .max)
        case "minLength": return unless(value.stringValue == nil || length >= argument.integerValue ?? .max)
        case "maxLength": return unless(value.stringValue == nil || length <= argument.integerValue ?? .min)
        case "maxItems": return unless(Int64(value.arrayValue?.count ?? 0) <= argument.integerValue ?? .min)
        case "pattern":
            guard let text = value.stringValue, let regex = try? Regex(argument.stringValue ?? "") else { return [] }
            return unless(text.contains(regex))
        case "format": return unless(Self.hasFormat(argument.stringValue ?? "", value.stringValue))
        case "required":
            let names = argument.arrayValue?.compactMap(\.stringValue) ?? []
            return names.filter { value.objectValue?[$0] == nil }.map { "\(place).\($0) is missing" }
        case "properties":
            return (argument.objectValue ?? JSON.Object()).flatMap { property in
                value[property.key].map { faults(of: $0, as: property.value, at: "\(place).\(property.key)") } ?? []
            }
        case "additionalProperties":
            let known = schema["properties"]?.objectValue?.keys ?? []
            return (value.objectValue ?? JSON.Object()).filter { !known.contains($0.key) }.flatMap { member in
                argument == false
                    ? ["\(place).\(member.key) is not described"]
                    : faults(of: member.value, as: argument, at: "\(place).\(member.key)")
            }
        case "items":
            return (value.arrayValue ?? []).flatMap { faults(of: $0, as: argument, at: "\(place)[]") }
        default: return ["\(place): the keyword \(keyword) is not known here"]
        }
    }

    private static func isOf(_ type: String, _ value: JSON) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("integer", .integer), ("string", .string), ("array", .array),
            ("object", .object):
            true
        default: false
        }
    }

    private static func hasFormat(_ format: String, _ text: String?) -> Bool {
        guard let text else { return true }
        return switch format {
        case "uuid": text.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil
        case "date-time": text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil
        case "email": text.contains("@")
        case "password": true
        default: false
        }
    }

    private static func text(_ json: JSON) -> String { String(decoding: json.serialized(), as: UTF8.self) }
}
#endif
