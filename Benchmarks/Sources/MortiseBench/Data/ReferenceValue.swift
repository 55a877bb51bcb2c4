import CReference

/// A value for a reference in C to bind.
enum ReferenceValue {
    case null
    case newID
    case number(Int64)
    case text(String)

    /// Calls `body` with the values as C takes them; the memory lives as long as the call.
    static func withPointer<Result>(
        to values: [ReferenceValue], _ body: (UnsafePointer<reference_value>, Int) throws -> Result
    ) rethrows -> Result {
        let texts = values.flatMap { value in
            if case .text(let text) = value { Array(text.utf8) } else { [UInt8]() }
        }
        return try texts.withUnsafeBytes { memory in
            var offset = 0
            let converted = values.map { value in
                let start = memory.baseAddress.map { $0 + offset }
                switch value {
                case .null: return reference_value(kind: reference_null, number: 0, bytes: nil, length: 0)
                case .newID: return reference_value(kind: reference_new_id, number: 0, bytes: nil, length: 0)
                case .number(let number):
                    return reference_value(kind: reference_number, number: number, bytes: nil, length: 0)
                case .text(let text):
                    offset += text.utf8.count
                    return reference_value(kind: reference_text, number: 0, bytes: start, length: text.utf8.count)
                }
            }
            return try converted.withUnsafeBufferPointer { buffer in
                guard let start = buffer.baseAddress else { preconditionFailure("no values to bind") }
                return try body(start, buffer.count)
            }
        }
    }
}
