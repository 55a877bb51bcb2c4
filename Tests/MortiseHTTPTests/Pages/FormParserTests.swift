#if HTTP
import Mortise
import Testing

@testable import MortiseHTTP

@Suite struct FormParserTests {
    private func parse(_ text: String) -> JSON.Object? { FormParser.parse(Array(text.utf8)) }

    @Test func `fields are decoded, NUL included`() throws {
        let form = try #require(parse("a=b+c&d=%C3%A4%00%2b&e="))
        #expect(form == ["a": "b c", "d": "ä\u{0}+", "e": ""])
        #expect(parse("") == [:])
    }

    @Test(arguments: [
        "a", "=b", "a=b&", "&a=b", "a=1&a=2", "a=1&%61=2", "a=%", "a=%4", "a=%4g", "a=%ff", "a=%C3", "a=b=c", "a=b c",
        "a=\u{E4}", "a=\n", "a=\u{0}",
    ])
    func `what no browser writes is no form`(text: String) {
        #expect(parse(text) == nil)
    }

    @Test func `more fields than any page has are refused`() {
        func form(_ count: Int) -> String { (0..<count).map { "f\($0)=" }.joined(separator: "&") }
        #expect(parse(form(32))?.count == 32)
        #expect(parse(form(33)) == nil)
    }

    @Test func `any text comes through as it was encoded, and any bytes are read or refused`() {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("ab=&%+0fC3 \n".utf8) + [0, 0x80, 0xC3, 0xFF]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? 0
            }
            if let form = FormParser.parse(bytes) { #expect(FormParser.parse(encode(form)) == form) }
        }
        for _ in 0..<5000 {
            let scalars = (0..<8).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x3FFF, using: &generator)) }
            let form: JSON.Object = ["a": .string(String(String.UnicodeScalarView(scalars)))]
            #expect(FormParser.parse(encode(form)) == form)
        }
    }

    private func encode(_ form: JSON.Object) -> [UInt8] {
        func encode(_ text: String) -> String {
            text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        return Array(form.map { "\(encode($0.key))=\(encode($0.value.stringValue ?? ""))" }.joined(separator: "&").utf8)
    }
}
#endif
