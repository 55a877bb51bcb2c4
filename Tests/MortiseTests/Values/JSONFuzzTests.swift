import Mortise
import Testing

struct JSONFuzzTests {
    @Test(arguments: 0..<8 as Range<UInt64>) func `what is written reads back equal`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<300 {
            let value = Self.value(depth: 4, using: &random)
            let text = value.serialized()
            #expect(try JSON.parse(text) == value)
            #expect(try JSON.parse(text).serialized() == text)
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>) func `mutated texts are read or refused within their bounds`(seed: UInt64)
    {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("{}[]\",:\\u0d8eE+-.\n\t tfn".utf8) + [0x00, 0x80, 0xC3, 0xA9, 0xED, 0xF4, 0xFF]
        for _ in 0..<3_000 {
            let text = random.mutate(Self.value(depth: 3, using: &random).serialized(), alphabet: alphabet)
            do {
                let value = try JSON.parse(text)
                #expect(try JSON.parse(value.serialized()) == value)
            } catch {
                #expect((0...text.count).contains(error.offset))
            }
        }
    }

    @Test func `a text cut short is never read as a whole one`() throws {
        let value: JSON = ["email": "a\u{1f600}\n", "n": [1, -2.5e-7, true, nil], "o": ["": [:]]]
        let text = value.serialized()
        for length in 0..<text.count {
            #expect(throws: JSON.ParseError.self) { try JSON.parse(Array(text[..<length])) }
        }
    }

    private static func value(depth: Int, using random: inout SplitMix64) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: return nil
        case 1: return .bool(Bool.random(using: &random))
        case 2:
            return .integer(Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<64, using: &random))
        case 3:
            let number = Double(bitPattern: random.next())
            return .number(number.isFinite ? number : 0)
        case 4, 5: return .string(string(using: &random))
        case 6:
            return .array(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in value(depth: depth - 1, using: &random) })
        default:
            var object = JSON.Object()
            for _ in 0..<Int.random(in: 0..<5, using: &random) {
                object[string(using: &random)] = value(depth: depth - 1, using: &random)
            }
            return .object(object)
        }
    }

    private static func string(using random: inout SplitMix64) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<8, using: &random) {
            let limits: [UInt32] = [0x20, 0x80, 0x800, 0x2030, 0x10000, 0x110000]
            let limit = limits.randomElement(using: &random) ?? 0x80
            scalars.append(Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) ?? "\u{301}")
        }
        return String(scalars)
    }
}
