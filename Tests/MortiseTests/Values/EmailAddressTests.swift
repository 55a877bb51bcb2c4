import Mortise
import Testing

struct EmailAddressTests {
    static let label63 = String(repeating: "d", count: 63)
    static let local64 = String(repeating: "l", count: 64)
    /// 189 bytes after the at sign, so that 64 + 1 + 189 = 254.
    static let longest = "\(local64)@\(label63).\(label63).\(String(repeating: "d", count: 61))"

    static let accepted: [(String, String)] = [
        ("ada@example.com", "ada@example.com"),
        ("  Ada.Lovelace@EXAMPLE.Com ", "ada.lovelace@example.com"),
        ("a+tag@b.co", "a+tag@b.co"),
        ("!#$%&'*+-/=?^_`{|}~@x-1.example", "!#$%&'*+-/=?^_`{|}~@x-1.example"),
        ("1@1.2.3.x4", "1@1.2.3.x4"),
        ("-a@xn--bcher-kva.example", "-a@xn--bcher-kva.example"),
        (longest, longest),
        (" \(longest) ", longest),
        ("a@\(label63).de", "a@\(label63).de"),
    ]

    @Test(arguments: accepted) func `a plain address is accepted`(text: String, canonical: String) throws {
        let address = try EmailAddress(text)
        #expect(address.canonical == canonical)
        #expect(address.address == text.trimmingPrefix { $0 == " " }.split(separator: " ").joined())
    }

    static let malformed: [String] = [
        "a", "@", "a@", "@b.c", "a@b", "a@localhost", "a@@b.c", "a@b@c.d", "a@b.c@",
        ".a@b.c", "a.@b.c", "a..b@c.d", ".@b.c", "a@.b.c", "a@b..c", "a@b.c.", "a@.", "a@b.",
        "a@-b.c", "a@b-.c", "a@b.-c", "a@b.c-", "a@b_c.d", "a@b.c/d", "a@b.c!",
        "a@127.0.0.1", "a@[127.0.0.1]", "a@[IPv6:::1]", "a@example.123",
        "a b@c.d", "a @b.c", "a@ b.c", "a@b. c", "a\t@b.c", "a@b.c\t", "\ta@b.c", "a@b.c\n", "\r\na@b.c",
        "a@b.c\r\n", "a@b.c\r\nBcc: x@y.z", "a\r\n@b.c", "a@b\r.c", "a@b.c\0", "\0a@b.c", "a\0@b.c", "a@b.c\u{7f}",
        "\"a\"@b.c", "\"a b\"@c.d", "a\"b@c.d", "a(x)@b.c", "a@b.c(x)", "(x)a@b.c", "a\\@b.c", "a\\b@c.d",
        "<a@b.c>", "Ada <a@b.c>", "a@b.c,d@e.f", "a,b@c.d", "a@b.c;d@e.f", "a:b@c.d", "mailto:a@b.c", "a@b.c:25",
        "a[b@c.d", "a@b.c>", "@x.y:a@b.c", "a@\(label63)d.de",
    ]

    @Test(arguments: malformed) func `what breaks the grammar is malformed`(text: String) {
        #expect(throws: EmailAddress.ParseError.malformed) { try EmailAddress(text) }
    }

    static let internationalized: [String] = [
        "\u{fc}ser@example.com", "u\u{308}ser@example.com", "ada@b\u{fc}cher.example", "a@example\u{3002}com",
        "a\u{ff20}b.c", "\u{212a}@b.c", "a@b.c\u{301}", "a@b.c\u{2028}", "a@b.c\u{a0}", "\u{feff}a@b.c",
        "a\u{200b}@b.c",
        "a@\u{301}b.c", "\u{202e}a@b.c", "\u{1f600}", "a@b.\u{441}\u{43e}\u{43c}",
    ]

    @Test(arguments: internationalized) func `a character outside ASCII has a code of its own`(text: String) {
        #expect(throws: EmailAddress.ParseError.internationalized) { try EmailAddress(text) }
    }

    @Test(arguments: ["", " ", "     "]) func `spaces alone are empty`(text: String) {
        #expect(throws: EmailAddress.ParseError.empty) { try EmailAddress(text) }
    }

    static let tooLong: [String] = [
        longest + "d", local64 + "l@b.c", String(repeating: "a", count: 255),
        "a@" + String(repeating: "b.", count: 126) + "c",
        "a" + String(repeating: "\u{301}", count: 5_000), String(repeating: "@", count: 1_000_000),
    ]

    @Test(arguments: tooLong) func `length counts in bytes`(text: String) {
        #expect(throws: EmailAddress.ParseError.tooLong) { try EmailAddress(text) }
    }

    @Test func `codes are stable`() {
        #expect(
            EmailAddress.ParseError.allCases.map(\.rawValue) == ["empty", "too_long", "internationalized", "malformed"])
    }

    @Test func `equality ignores case and outer spaces alone`() throws {
        let address = try EmailAddress("Ada@Example.com")
        #expect(try address == EmailAddress(" aDA@eXAMPLE.COM "))
        #expect(try Set([address, EmailAddress("ada@example.com")]).count == 1)
        #expect(try address != EmailAddress("ada+x@example.com"))
        #expect(try address != EmailAddress("a.da@example.com"))
        #expect(address.address == "Ada@Example.com")
    }

    @Test func `printing shows the first letter and the domain`() throws {
        let address = try EmailAddress("Lovelace@Example.com")
        var dumped = ""
        dump(address, to: &dumped)
        for text in ["\(address)", String(reflecting: address), String(describing: [address]), dumped] {
            #expect(text.contains("l…@example.com"))
            #expect(!text.lowercased().contains("lovelace"))
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>) func `mutated addresses hold the promises of the type`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("@.. -_+aZ9\"<>(),;:\\[]\r\n\t\0".utf8) + [0x7F, 0xC3, 0xA9, 0xFF]
        let starts = Self.accepted.map { Array($0.0.utf8) }
        for _ in 0..<5_000 {
            let text = String(
                decoding: random.mutate(starts.randomElement(using: &random) ?? [], alphabet: alphabet), as: UTF8.self)
            guard let address = try? EmailAddress(text) else { continue }
            let bytes = Array(address.address.utf8)
            #expect(bytes.count <= 254)
            #expect(bytes.count { $0 == UInt8(ascii: "@") } == 1)
            #expect(bytes.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>(),;:\\[]".utf8.contains($0) })
            #expect((try? EmailAddress(address.canonical)) == address)
            #expect(address.canonical.utf8.elementsEqual(address.address.lowercased().utf8))
        }
    }
}
