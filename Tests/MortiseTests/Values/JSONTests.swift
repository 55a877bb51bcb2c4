import Mortise
import Testing

struct JSONTests {
    static let readable: [(String, JSON)] = [
        ("null", nil), ("true", true), ("false", false), (" \t\r\n1 \t\r\n", 1),
        ("0", 0), ("-0", 0), ("-1", -1), ("9223372036854775807", .integer(.max)),
        ("-9223372036854775808", .integer(.min)),
        ("1.0", .number(1)), ("1e2", .number(100)), ("1E+2", .number(100)), ("1e-2", .number(0.01)),
        ("-0.0", .number(-0.0)), ("0e0", .number(0)), ("1e-400", .number(0)),
        ("1.7976931348623157e308", 0x1.fffffffffffffp1023),
        (#""""#, ""), (#""a b""#, "a b"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (#""\u0000\u00e9\u20AC\uD83D\ude00""#, "\0\u{e9}\u{20ac}\u{1f600}"),
        (
            "\"\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}\"",
            "\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}"
        ),
        ("[]", []), ("[ ]", []), ("[1,[2],{}]", [1, [2], [:]]), ("{}", [:]), ("{ }", [:]),
        (#"{"b":1, "a" : [ null ] }"#, ["b": 1, "a": [nil]]),
        ("{\"\u{e9}\":1,\"e\u{301}\":2}", ["\u{e9}": 1, "e\u{301}": 2]),
    ]

    @Test(arguments: readable) func `a valid text is read`(text: String, value: JSON) throws {
        #expect(try JSON.parse(Array(text.utf8)) == value)
    }

    static let written: [(JSON, String)] = [
        (nil, "null"), (true, "true"), (.integer(.min), "-9223372036854775808"),
        (1.0, "1.0"), (.number(-0.0), "-0.0"), (1e100, "1e+100"), (.number(.nan), "null"), (.number(.infinity), "null"),
        ("\"\\/\u{8}\t\n\u{c}\r", #""\"\\/\b\t\n\f\r""#), ("\r\n", #""\r\n""#),
        ("\0\u{1f}\u{7f}\u{9b}\u{a0}", "\"\\u0000\\u001f\\u007f\\u009b\u{a0}\""),
        ("\u{2027}\u{2028}\u{2029}\u{202a}", "\"\u{2027}\\u2028\\u2029\u{202a}\""),
        ("e\u{301}\u{1f600}", "\"e\u{301}\u{1f600}\""),
        (["z": [1, "x"], "a": [:], "": []], #"{"z":[1,"x"],"a":{},"":[]}"#),
        (["a\"\n": 1], #"{"a\"\n":1}"#),
    ]

    @Test(arguments: written) func `a value is written compactly with the needed escapes`(value: JSON, text: String) {
        #expect(value.serialized() == Array(text.utf8))
    }

    @Test func `writing appends`() {
        var output: [UInt8] = [0x20]
        JSON.bool(false).write(into: &output)
        #expect(output == Array(" false".utf8))
    }

    @Test func `accessors answer for their type alone`() {
        let value: JSON = ["s": "x", "i": 1, "n": 1.5, "b": true, "a": [1], "o": ["k": nil], "z": nil]
        #expect(value["s"]?.stringValue == "x")
        #expect(value["s"]?.integerValue == nil)
        #expect(value["i"]?.integerValue == 1)
        #expect(value["i"]?.numberValue == 1)
        #expect(JSON.integer(.max).numberValue == nil)
        #expect(value["n"]?.numberValue == 1.5)
        #expect(JSON.number(1).integerValue == nil)
        #expect(value["b"]?.boolValue == true)
        #expect(JSON.integer(1).boolValue == nil)
        #expect(value["a"]?.arrayValue == [1])
        #expect(value["o"]?.objectValue?.keys == ["k"])
        #expect(value["z"]?.isNull == true)
        #expect(value["missing"] == nil)
        #expect(JSON.null["s"] == nil)
        #expect(JSON.array([]).objectValue == nil)
    }

    @Test func `an object keeps its order and each key once`() {
        var object: JSON.Object = ["b": 1, "a": 2, "b": 3]
        #expect(object.keys == ["b", "a"])
        #expect(object["b"] == 3)
        object["c"] = 4
        object["b"] = nil
        object["none"] = nil
        object["a"] = .null
        #expect(JSON.object(object).serialized() == Array(#"{"a":null,"c":4}"#.utf8))
        #expect(object.count == 2)
        #expect(object.last?.value == 4)
    }

    @Test func `strings and keys are compared as bytes`() {
        #expect("\u{e9}" == "e\u{301}", "canonical equivalence is what the type must not use")
        #expect(JSON.string("\u{e9}") != JSON.string("e\u{301}"))
        #expect(Set<JSON>(["\u{e9}", "e\u{301}", "\u{e9}"]).count == 2)
        let object: JSON = ["\u{e9}": 1]
        #expect(object["e\u{301}"] == nil)
        #expect(object["\u{e9}"] == 1)
        #expect(object != ["e\u{301}": 1])
        #expect(Set<JSON>([object, ["e\u{301}": 1], ["\u{e9}": 1]]).count == 2)
    }

    @Test func `equality tells types and orders apart`() {
        let values: [JSON] = [
            nil, false, 0, .number(0), "", [], [:], ["a": 1, "b": 2], ["b": 2, "a": 1], "null", [nil], .number(1), 1,
        ]
        #expect(Set(values).count == values.count)
    }
}
