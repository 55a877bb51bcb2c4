#if HTTP
import Mortise

/// Writes JSON values as YAML 1.2 in block style: one member or element a line, the same bytes for the same value.
enum YAML {
    /// The document of a value.
    static func text(_ json: JSON) -> String {
        var lines: [String] = []
        write(json, after: "", indentation: "", into: &lines)
        return lines.joined(separator: "\n") + "\n"
    }

    /// - Parameter lead: What stands before the value on its first line: a key, or the dash of an element.
    private static func write(_ json: JSON, after lead: String, indentation: String, into lines: inout [String]) {
        switch json {
        case .object(let object) where !object.isEmpty:
            var lead = lead
            if lead.hasSuffix(":") {
                lines.append(lead)
                lead = ""
            }
            for member in object {
                // The first member of an element stands behind its dash.
                let start = lead.isEmpty ? indentation : lead
                lead = ""
                write(
                    member.value, after: "\(start)\(scalar(.string(member.key))):", indentation: indentation + "  ",
                    into: &lines)
            }
        case .array(let elements) where !elements.isEmpty:
            // The dash of an element that is a list itself stands alone.
            if !lead.isEmpty { lines.append(lead.hasSuffix(" ") ? String(lead.dropLast()) : lead) }
            for element in elements {
                write(element, after: indentation + "- ", indentation: indentation + "  ", into: &lines)
            }
        default:
            lines.append(lead + (lead.hasSuffix(":") ? " " : "") + scalar(json))
        }
    }

    private static func scalar(_ json: JSON) -> String {
        if case .string(let text) = json, isPlain(text) { return text }
        return String(decoding: json.serialized(), as: UTF8.self)
    }

    /// Whether the text needs no quotes: words that begin with a letter, and that YAML takes for nothing else.
    private static func isPlain(_ text: String) -> Bool {
        let words: Set = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        guard let first = text.utf8.first, isLetter(first), !words.contains(text.lowercased()) else { return false }
        return text.utf8.last != UInt8(ascii: " ")
            && text.utf8.allSatisfy { byte in
                isLetter(byte) || (0x30...0x39).contains(byte) || " _-./".utf8.contains(byte)
            }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
#endif
