/// Recursive descent over bytes already known to be UTF-8; the recursion is bounded by `maximumDepth`.
struct JSONParser {
    let bytes: [UInt8]
    private let maximumDepth: Int
    var index = 0

    init(validUTF8 bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    mutating func parseDocument() throws(JSON.ParseError) -> JSON {
        let value = try parseValue(depth: 0)
        skipWhitespace()
        guard index == bytes.count else { throw failure(.trailingData, at: index) }
        return value
    }

    private mutating func parseValue(depth: Int) throws(JSON.ParseError) -> JSON {
        skipWhitespace()
        guard let byte = current else { throw unexpected() }
        switch byte {
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "{"): return .object(try parseObject(depth: depth))
        case UInt8(ascii: "["): return .array(try parseArray(depth: depth))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        case UInt8(ascii: "t"): return try parse("true", as: .bool(true))
        case UInt8(ascii: "f"): return try parse("false", as: .bool(false))
        case UInt8(ascii: "n"): return try parse("null", as: .null)
        default: throw unexpected()
        }
    }

    private mutating func parseArray(depth: Int) throws(JSON.ParseError) -> [JSON] {
        guard depth < maximumDepth else { throw failure(.tooDeep, at: index) }
        index += 1
        skipWhitespace()
        var elements: [JSON] = []
        if consume(UInt8(ascii: "]")) { return elements }
        repeat {
            elements.append(try parseValue(depth: depth + 1))
            skipWhitespace()
        } while consume(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return elements
    }

    private mutating func parseObject(depth: Int) throws(JSON.ParseError) -> JSON.Object {
        guard depth < maximumDepth else { throw failure(.tooDeep, at: index) }
        index += 1
        skipWhitespace()
        var members: [JSON.Object.Member] = []
        if consume(UInt8(ascii: "}")) { return JSON.Object() }
        // A set, since comparing each key with all before it would cost quadratic time in the size of a hostile body.
        var keys: Set<ByteKey> = []
        repeat {
            skipWhitespace()
            guard current == UInt8(ascii: "\"") else { throw unexpected() }
            let start = index
            let key = try parseString()
            guard keys.insert(ByteKey(text: key)).inserted else { throw failure(.duplicateKey, at: start) }
            skipWhitespace()
            try expect(UInt8(ascii: ":"))
            members.append(JSON.Object.Member(key: key, value: try parseValue(depth: depth + 1)))
            skipWhitespace()
        } while consume(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return JSON.Object(uniqueMembers: members)
    }

    private mutating func parse(_ word: StaticString, as value: JSON) throws(JSON.ParseError) -> JSON {
        for offset in 0..<word.utf8CodeUnitCount {
            try expect(word.utf8Start[offset])
        }
        return value
    }
}

extension JSONParser {
    /// The byte at the index, nil at the end.
    var current: UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    mutating func skipWhitespace() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            index += 1
        }
    }

    /// Steps over `byte` if it is next.
    mutating func consume(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        index += 1
        return true
    }

    mutating func expect(_ byte: UInt8) throws(JSON.ParseError) {
        guard consume(byte) else { throw unexpected() }
    }

    /// The error for whatever is, or is not, at the index.
    func unexpected() -> JSON.ParseError {
        failure(index < bytes.count ? .unexpectedByte : .unexpectedEnd, at: index)
    }

    func failure(_ reason: JSON.ParseError.Reason, at offset: Int) -> JSON.ParseError {
        JSON.ParseError(reason: reason, offset: offset)
    }
}
