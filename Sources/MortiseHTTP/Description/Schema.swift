#if HTTP
import Mortise

/// The form of a JSON value, as JSON Schema (2020-12) describes it.
struct Schema: Sendable {
    /// The schema as a JSON value.
    let json: JSON

    init(_ json: JSON) {
        self.json = json
    }

    /// Whether the value may also be `null`.
    var orNull: Schema {
        guard case .object(var object) = json, let type = object["type"], object["enum"] == nil else {
            return Schema(["anyOf": [json, ["type": "null"]]])
        }
        object["type"] = [type, "null"]
        return Schema(.object(object))
    }

    /// A string.
    ///
    /// - Parameters:
    ///   - characters: How many code points it has.
    ///   - pattern: A regular expression (ECMA-262) that it matches.
    ///   - format: What it is besides, for people and generators.
    static func text(
        characters: ClosedRange<Int>? = nil, pattern: String? = nil, format: String? = nil
    ) -> Schema {
        var object: JSON.Object = ["type": "string"]
        if let characters {
            object["minLength"] = .integer(Int64(characters.lowerBound))
            object["maxLength"] = .integer(Int64(characters.upperBound))
        }
        if let pattern { object["pattern"] = .string(pattern) }
        if let format { object["format"] = .string(format) }
        return Schema(.object(object))
    }

    /// One of some strings.
    static func oneOf(_ values: [String]) -> Schema {
        Schema(["type": "string", "enum": .array(values.map(JSON.string))])
    }

    /// A whole number.
    static func integer(from minimum: Int64) -> Schema {
        Schema(["type": "integer", "minimum": .integer(minimum)])
    }

    static let boolean = Schema(["type": "boolean"])
    static let null = Schema(["type": "null"])
    static let uuid = Schema.text(format: "uuid")
    static let moment = Schema.text(format: "date-time")

    /// A list.
    static func list(of element: Schema, maximum: Int64? = nil) -> Schema {
        var object: JSON.Object = ["type": "array", "items": element.json]
        if let maximum { object["maxItems"] = .integer(maximum) }
        return Schema(.object(object))
    }

    /// An object of exactly these members; a name that ends in `?` need not be there.
    static func object(_ members: KeyValuePairs<String, Schema>) -> Schema {
        var required: [JSON] = []
        var properties = JSON.Object()
        for (name, schema) in members {
            let isOptional = name.hasSuffix("?")
            if !isOptional { required.append(.string(name)) }
            properties[isOptional ? String(name.dropLast()) : name] = schema.json
        }
        return Schema([
            "type": "object", "additionalProperties": false, "required": .array(required),
            "properties": .object(properties),
        ])
    }

    /// An object whose members all have one form.
    static func map(to value: Schema) -> Schema {
        Schema(["type": "object", "additionalProperties": value.json])
    }

    /// A schema that is kept by name.
    static func named(_ name: String) -> Schema {
        Schema(["$ref": .string("#/components/schemas/\(name)")])
    }
}
#endif
