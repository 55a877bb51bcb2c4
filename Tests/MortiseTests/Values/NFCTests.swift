import Testing

@testable import Mortise

struct NFCTests {
    static let cases: [(String, [UInt32])] = [
        ("", []), ("abc", [0x61, 0x62, 0x63]), ("caf\u{e9}", [0x63, 0x61, 0x66, 0xE9]),
        ("cafe\u{301}", [0x63, 0x61, 0x66, 0xE9]), ("\0a\0", [0, 0x61, 0]), ("\r\n", [0x0D, 0x0A]),
        (" a ", [0x20, 0x61, 0x20]),
        // Singletons: ANGSTROM, KELVIN and OHM SIGN, a CJK compatibility ideograph.
        ("\u{212b}", [0xC5]), ("\u{212a}", [0x4B]), ("\u{2126}", [0x3A9]), ("\u{f900}", [0x8C48]),
        // Marks are put in order before they compose; a blocked one stays.
        ("a\u{315}\u{300}", [0xE0, 0x315]), ("s\u{307}\u{323}", [0x1E69]), ("s\u{323}\u{307}", [0x1E69]),
        ("q\u{307}\u{323}", [0x71, 0x323, 0x307]), ("\u{1e0b}\u{323}", [0x1E0D, 0x307]), ("o\u{302}\u{301}", [0x1ED1]),
        ("o\u{301}\u{302}", [0xF3, 0x302]), ("\u{301}a", [0x301, 0x61]), ("a\u{301}\u{301}", [0xE1, 0x301]),
        ("u\u{308}\u{304}", [0x1D6]),
        // Hangul composes by arithmetic.
        ("\u{1100}\u{1161}", [0xAC00]), ("\u{1100}\u{1161}\u{11a8}", [0xAC01]), ("\u{ac00}\u{11a8}", [0xAC01]),
        ("\u{ac00}\u{11a7}", [0xAC00, 0x11A7]), ("\u{1112}\u{1175}\u{11c2}", [0xD7A3]),
        // Composition exclusions stay apart.
        ("\u{958}", [0x915, 0x93C]), ("\u{2adc}", [0x2ADD, 0x338]), ("\u{fb1d}", [0x5D9, 0x5B4]),
        ("\u{1d15e}", [0x1D157, 0x1D165]), ("\u{344}", [0x308, 0x301]),
        // NFC is not NFKC: ligature, full width, superscript and sharp s stay.
        ("\u{fb01}\u{ff21}\u{b2}\u{df}\u{1e9e}", [0xFB01, 0xFF21, 0xB2, 0xDF, 0x1E9E]),
        ("\u{9c7}\u{9be}", [0x9CB]), ("\u{1f600}\u{200d}\u{fe0f}", [0x1F600, 0x200D, 0xFE0F]),
    ]

    @Test(arguments: cases) func `text is brought to NFC`(text: String, expected: [UInt32]) {
        #expect(Self.scalars(nfc(text)) == expected)
        #expect(nfc(String(decoding: nfc(text), as: UTF8.self)) == nfc(text))
    }

    @Test func `a long run of marks is kept whole`() {
        let text = "a" + String(repeating: "\u{316}", count: 5_000) + "\u{301}"
        #expect(text.count == 1)
        #expect(Self.scalars(nfc(text)) == [0xE1] + Array(repeating: 0x316, count: 5_000))
    }

    @Test func `texts that Swift calls equal get the same bytes`() {
        let pairs = [("caf\u{e9}", "cafe\u{301}"), ("\u{ac01}", "\u{1100}\u{1161}\u{11a8}"), ("\u{212b}", "A\u{30a}")]
        for (left, right) in pairs {
            #expect(left == right)
            #expect(!left.utf8.elementsEqual(right.utf8))
            #expect(nfc(left) == nfc(right))
        }
    }

    private static func scalars(_ bytes: [UInt8]) -> [UInt32] {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
    }
}
