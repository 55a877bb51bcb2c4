#if CLI
import Testing

@testable import MortiseCLI

struct TextTableTests {
    @Test func `columns are aligned and lines end without spaces`() {
        let table = TextTable(["A", "LONG", "C"], [["wide", "", ""], ["1", "é", "x\n"]])
        #expect(table.text == "A     LONG  C\nwide\n1     é     x\\u{a}")
    }
}
#endif
