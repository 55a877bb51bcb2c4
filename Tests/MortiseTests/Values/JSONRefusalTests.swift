import Mortise
import Testing

struct JSONRefusalTests {
    static let malformed: [(String, JSON.ParseError.Reason, Int)] = [
        ("", .unexpectedEnd, 0), (" ", .unexpectedEnd, 1), ("[", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2),
        ("{", .unexpectedEnd, 1), (#"{"a""#, .unexpectedEnd, 4), (#"{"a":"#, .unexpectedEnd, 5),
        ("tru", .unexpectedEnd, 3), ("nul", .unexpectedEnd, 3), ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2),
        ("1e", .unexpectedEnd, 2), ("1e+", .unexpectedEnd, 3), (#""a"#, .unexpectedEnd, 2), (#""\"#, .unexpectedEnd, 2),
        (#""\n"#, .unexpectedEnd, 3), (#""\u00"#, .unexpectedEnd, 5),
        ("truE", .unexpectedByte, 3), ("True", .unexpectedByte, 0), ("NaN", .unexpectedByte, 0),
        ("+1", .unexpectedByte, 0),
        (".5", .unexpectedByte, 0), ("'a'", .unexpectedByte, 0), ("[1,]", .unexpectedByte, 3),
        ("[,1]", .unexpectedByte, 1),
        ("[1 2]", .unexpectedByte, 3), ("[1}", .unexpectedByte, 2), ("{a:1}", .unexpectedByte, 1),
        (#"{"a":1,}"#, .unexpectedByte, 7), (#"{"a" 1}"#, .unexpectedByte, 5), (#"{"a":1]"#, .unexpectedByte, 6),
        ("{1:1}", .unexpectedByte, 1), ("/**/1", .unexpectedByte, 0), ("\u{a0}1", .unexpectedByte, 0),
        ("\u{b}1", .unexpectedByte, 0), ("\0", .unexpectedByte, 0),
        ("1 2", .trailingData, 2), ("{}{}", .trailingData, 2), ("[],", .trailingData, 2), ("1\0", .trailingData, 1),
        ("1x", .trailingData, 1), ("1 //", .trailingData, 2), ("0x10", .trailingData, 1), ("1.5.2", .trailingData, 3),
        ("01", .invalidNumber, 0), ("[-01]", .invalidNumber, 1), ("00", .invalidNumber, 0), ("-a", .invalidNumber, 0),
        ("1.e1", .invalidNumber, 0), ("1ex", .invalidNumber, 0), ("--1", .invalidNumber, 0),
        ("-Infinity", .invalidNumber, 0),
        ("9223372036854775808", .numberOutOfRange, 0), ("[-9223372036854775809]", .numberOutOfRange, 1),
        ("1e400", .numberOutOfRange, 0), ("-1e400", .numberOutOfRange, 0),
        ("\"\n\"", .controlCharacter, 1), ("\"a\r\nb\"", .controlCharacter, 2), ("\"\\t\t\"", .controlCharacter, 3),
        ("\"\0\"", .controlCharacter, 1), ("\"\u{1f}\"", .controlCharacter, 1),
        (#""\x41""#, .invalidEscape, 1), (#""a\U0041""#, .invalidEscape, 2), (#""\u00G0""#, .invalidEscape, 1),
        (#""\u+041""#, .invalidEscape, 1), ("\"\\\n\"", .invalidEscape, 1), (#""\ud800\u00G0""#, .invalidEscape, 7),
        (#""\ud800""#, .loneSurrogate, 1), (#""\udc00""#, .loneSurrogate, 1), (#""\ud800\n""#, .loneSurrogate, 1),
        (#""\ud800\ud800""#, .loneSurrogate, 1), (#""\ud800x""#, .loneSurrogate, 1),
        (#""\udc00\ud800""#, .loneSurrogate, 1),
        (#"{"a":1,"a":1}"#, .duplicateKey, 7), (#"{"email":1,"\u0065mail":2}"#, .duplicateKey, 11),
        (#"[{"":{},"":0}]"#, .duplicateKey, 8), ("{\"\u{e9}\":1,\"\\u00e9\":2}", .duplicateKey, 8),
        ("\u{feff}{}", .byteOrderMark, 0),
    ]

    @Test(arguments: malformed)
    func `a malformed text is refused with its reason and place`(
        text: String, reason: JSON.ParseError.Reason, offset: Int
    ) throws {
        let error = try #require(throws: JSON.ParseError.self) { try JSON.parse(Array(text.utf8)) }
        #expect(error.reason == reason)
        #expect(error.offset == offset)
    }

    static let notUTF8: [[UInt8]] = [
        [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
        [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
        [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xBF, 0x27],
    ]

    @Test(arguments: notUTF8) func `a string that is not UTF-8 is refused`(bytes: [UInt8]) throws {
        let error = try #require(throws: JSON.ParseError.self) { try JSON.parse([0x22] + bytes + [0x22]) }
        #expect(error.reason == .invalidUTF8)
        #expect(error.offset == 1)
    }

    @Test func `UTF-16 is refused`() {
        #expect(throws: JSON.ParseError.self) { try JSON.parse([0xFF, 0xFE, 0x31, 0x00]) }
        #expect(throws: JSON.ParseError.self) { try JSON.parse([0x31, 0x00]) }
        #expect(throws: JSON.ParseError.self) { try JSON.parse([0x00, 0x31]) }
    }

    @Test(arguments: ["[", #"{"a":"#]) func `nesting stops at the limit`(opening: String) throws {
        let closing = opening == "[" ? "]" : "}"
        func nested(_ depth: Int) -> [UInt8] {
            let inner = opening + closing
            return Array(
                (String(repeating: opening, count: depth - 1) + inner.replacing(":", with: ":1")
                    + String(repeating: closing, count: depth - 1)).utf8)
        }
        #expect(throws: Never.self) { try JSON.parse(nested(16)) }
        #expect(throws: Never.self) { try JSON.parse(nested(JSON.depthCeiling), maximumDepth: .max) }
        let error = try #require(throws: JSON.ParseError.self) { try JSON.parse(nested(17)) }
        #expect(throws: error) { try JSON.parse(nested(1_000_000)) }
        #expect(error.reason == .tooDeep)
        #expect(error.offset == 16 * opening.utf8.count)
        #expect(throws: JSON.ParseError.self) { try JSON.parse(nested(JSON.depthCeiling + 1), maximumDepth: .max) }
        #expect(throws: JSON.ParseError.self) { try JSON.parse(nested(1), maximumDepth: 0) }
        #expect(throws: JSON.ParseError.self) { try JSON.parse(nested(1), maximumDepth: .min) }
    }

    @Test func `an object of very many keys is read in reasonable time`() throws {
        let members = (0..<20_000).map { #""\#($0)":1"# }
        let text = "{" + members.joined(separator: ",") + "}"
        let start = ContinuousClock.now
        let value = try JSON.parse(Array(text.utf8))
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(value.objectValue?.count == 20_000)
    }

    @Test func `an error shows nothing of the input`() throws {
        let error = try #require(throws: JSON.ParseError.self) { try JSON.parse(Array(#"{"hunter2"}"#.utf8)) }
        #expect("\(error)" == "invalid JSON at byte 10: unexpected_byte")
    }
}
