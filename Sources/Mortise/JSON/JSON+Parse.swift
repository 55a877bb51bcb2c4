extension JSON {
    /// The greatest nesting that ``parse(_:maximumDepth:)`` follows, whatever its caller asks for, so that neither
    /// reading nor freeing a value can exhaust the stack.
    public static let depthCeiling = 512

    /// Reads one JSON text, strictly by RFC 8259.
    ///
    /// Refused are: anything but UTF-8, a byte order mark, duplicate keys (compared as bytes after unescaping), data
    /// after the value, trailing commas, lone surrogate escapes, and numbers that would lose their value (integers
    /// beyond `Int64`, overflow of `Double`). A fraction too small for a `Double` rounds, to zero at last.
    /// - Parameters:
    ///   - bytes: The whole text.
    ///   - maximumDepth: How many arrays and objects may be nested, at most ``depthCeiling``; 0 allows scalars only.
    /// - Throws: ``ParseError`` for the first fault; invalid UTF-8 anywhere is found before any other.
    public static func parse(_ bytes: [UInt8], maximumDepth: Int = 16) throws(ParseError) -> JSON {
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw ParseError(reason: .invalidUTF8, offset: error.byteOffsets.lowerBound)
        }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw ParseError(reason: .byteOrderMark, offset: 0)
        }
        var parser = JSONParser(validUTF8: bytes, maximumDepth: min(maximumDepth, depthCeiling))
        return try parser.parseDocument()
    }
}
