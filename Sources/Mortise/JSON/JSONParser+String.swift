extension JSONParser {
    /// Reads a string from its opening to its closing quote.
    mutating func parseString() throws(JSON.ParseError) -> String {
        index += 1
        let start = index
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                let text = String(decoding: bytes[start..<index], as: UTF8.self)
                index += 1
                return text
            case UInt8(ascii: "\\"): return try parseEscapedString(from: start)
            case 0..<0x20: throw failure(.controlCharacter, at: index)
            default: index += 1
            }
        }
        throw failure(.unexpectedEnd, at: index)
    }

    /// Goes on at the first escape of a string whose content began at `start`.
    private mutating func parseEscapedString(from start: Int) throws(JSON.ParseError) -> String {
        var text = Array(bytes[start..<index])
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try parseEscape(into: &text)
            case 0..<0x20: throw failure(.controlCharacter, at: index)
            default:
                text.append(byte)
                index += 1
            }
        }
        throw failure(.unexpectedEnd, at: index)
    }

    private mutating func parseEscape(into text: inout [UInt8]) throws(JSON.ParseError) {
        let start = index
        index += 1
        guard let code = current else { throw failure(.unexpectedEnd, at: index) }
        index += 1
        switch code {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(code)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "u"): text.append(contentsOf: try parseScalar(escapedAt: start).utf8)
        default: throw failure(.invalidEscape, at: start)
        }
    }

    /// Reads the digits of one `\u` escape, or of the two that make a surrogate pair.
    private mutating func parseScalar(escapedAt start: Int) throws(JSON.ParseError) -> Unicode.Scalar {
        let unit = try parseCodeUnit(escapedAt: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let second = index
        guard UTF16.isLeadSurrogate(unit), consume(UInt8(ascii: "\\")), consume(UInt8(ascii: "u")) else {
            throw failure(.loneSurrogate, at: start)
        }
        let trail = try parseCodeUnit(escapedAt: second)
        let value = 0x10000 + (UInt32(unit) & 0x3FF) << 10 + (UInt32(trail) & 0x3FF)
        guard UTF16.isTrailSurrogate(trail), let scalar = Unicode.Scalar(value) else {
            throw failure(.loneSurrogate, at: start)
        }
        return scalar
    }

    private mutating func parseCodeUnit(escapedAt start: Int) throws(JSON.ParseError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current else { throw failure(.unexpectedEnd, at: index) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure(.invalidEscape, at: start)
            }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }
}
