#if CLI
extension ValueForm where Value == String {
    /// A path of the file system.
    static var path: ValueForm {
        ValueForm("path") { text throws(InvalidValue) in
            guard !text.isEmpty, !text.utf8.contains(0) else {
                throw InvalidValue("is not a path", fix: "Give the path of a folder")
            }
            return text
        }
    }

    /// A host name or an IP address to listen on.
    static var host: ValueForm {
        ValueForm("host name or IP address") { text throws(InvalidValue) in
            guard !text.isEmpty, text.utf8.count <= 253, text.utf8.allSatisfy(Self.isHostByte) else {
                throw InvalidValue(
                    "is not a host", fix: "Give an address without its port, such as 127.0.0.1, :: or 0.0.0.0")
            }
            return text
        }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension ValueForm {
    /// Values of one form, by comma; an empty text is an empty list.
    static func list<Element>(of form: ValueForm<Element>) -> ValueForm where Value == [Element] {
        ValueForm("list by comma: \(form.name)") { text throws(InvalidValue) in
            var values: [Element] = []
            guard !text.isEmpty else { return values }
            for part in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
                values.append(try form.parse(String(Substring(part)).trimmingBlanks))
            }
            return values
        }
    }
}

extension String {
    /// Without the spaces and tabs at both ends.
    var trimmingBlanks: String {
        func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let first = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(Substring(utf8[first...last]))
    }
}
#endif
