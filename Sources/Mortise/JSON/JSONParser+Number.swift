extension JSONParser {
    /// Reads `-? (0 | [1-9][0-9]*) (\. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
    mutating func parseNumber() throws(JSON.ParseError) -> JSON {
        let start = index
        var isInteger = true
        _ = consume(UInt8(ascii: "-"))
        if consume(UInt8(ascii: "0")) {
            guard !isAtDigit else { throw failure(.invalidNumber, at: start) }
        } else {
            try skipDigits(ofNumberAt: start)
        }
        if consume(UInt8(ascii: ".")) {
            isInteger = false
            try skipDigits(ofNumberAt: start)
        }
        if consume(UInt8(ascii: "e")) || consume(UInt8(ascii: "E")) {
            isInteger = false
            _ = consume(UInt8(ascii: "+")) || consume(UInt8(ascii: "-"))
            try skipDigits(ofNumberAt: start)
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isInteger {
            guard let value = Int64(text) else { throw failure(.numberOutOfRange, at: start) }
            return .integer(value)
        }
        guard let value = Double(text), value.isFinite else { throw failure(.numberOutOfRange, at: start) }
        return .number(value)
    }

    private var isAtDigit: Bool {
        guard let byte = current else { return false }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func skipDigits(ofNumberAt start: Int) throws(JSON.ParseError) {
        guard index < bytes.count else { throw failure(.unexpectedEnd, at: index) }
        guard isAtDigit else { throw failure(.invalidNumber, at: start) }
        while isAtDigit {
            index += 1
        }
    }
}
