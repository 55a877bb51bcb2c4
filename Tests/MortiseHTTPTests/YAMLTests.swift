#if HTTP
import Mortise
import Testing

@testable import MortiseHTTP

@Suite struct YAMLTests {
    @Test func `values are written in blocks`() {
        let text = YAML.text([
            "a": ["b": 1, "c": [true, nil, 1.5], "d": [], "e": [:]], "list": [["x": "y", "z": ["w": 2]], [1, 2]],
        ])
        #expect(
            text == """
                a:
                  b: 1
                  c:
                    - true
                    - null
                    - 1.5
                  d: []
                  e: {}
                list:
                  - x: "y"
                    z:
                      w: 2
                  -
                    - 1
                    - 2

                """)
    }

    @Test(arguments: [
        "true", "No", "null", "1", "200", "a: b", "# a", "a #b", "- a", "", " a", "a ", "é", "a\nb", "\"", "~", "&a",
        "*",
        "@", "a,b", "[", "{a}",
    ])
    func `a text that YAML could take for something else is quoted`(text: String) {
        let line = YAML.text(["key": .string(text)])
        #expect(line == "key: \(String(decoding: JSON.string(text).serialized(), as: UTF8.self))\n")
    }

    @Test(arguments: ["a", "Two words", "application/yaml", "X-Request-Id", "a.b_c"])
    func `a plain text is not`(text: String) {
        #expect(YAML.text(.object([text: .string(text)])) == "\(text): \(text)\n")
    }
}
#endif
