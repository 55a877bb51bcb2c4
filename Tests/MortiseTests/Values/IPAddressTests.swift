import Glibc
import Mortise
import Testing

struct IPAddressTests {
    static let canonical: [(String, String)] = [
        ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("192.0.2.1", "192.0.2.1"),
        ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("0:0:0:0:0:0:0:1", "::1"),
        ("2001:DB8::A", "2001:db8::a"), ("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("1:0:0:2:0:0:0:0", "1:0:0:2::"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
        ("::ffff:192.0.2.1", "192.0.2.1"), ("::FFFF:c000:201", "192.0.2.1"), ("0:0:0:0:0:ffff:c000:0201", "192.0.2.1"),
        ("::fffe:192.0.2.1", "::fffe:c000:201"), ("::1.2.3.4", "::102:304"), ("::ffff:0:1.2.3.4", "::ffff:0:102:304"),
    ]

    @Test(arguments: canonical) func `an address is written canonically`(text: String, canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical)
        #expect(IPAddress(canonical) == address)
        #expect(IPAddress(bytes: address.bytes) == address)
        #expect(address.isIPv4 == (address.bytes.count == 4))
    }

    static let malformed: [String] = [
        "", " ", ".", "...", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "1.2.3.999",
        "01.2.3.4", "1.2.3.00", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4\n",
        "1.2.3.4\0", "1.2.3.4:80", "1.2.3.4/32", "+1.2.3.4", "1.2.3.-4", "1.2.3.\u{664}", "\u{ff11}.2.3.4", "a.b.c.d",
        ":", ":::", "1:::2", "::1::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "1:", ":1", "1::2:", ":1::2", "12345::", "g::", "::-1",
        "::+1",
        "fe80::1%eth0", "[::1]", "::1/128", "::1 ", "::1\r\n", "::1\0", "::1.2.3", "::1.2.3.4.5", "::1.2.3.256",
        "::01.2.3.4",
        "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:1.2.3.4", "1.2.3.4:1:2:3:4:5:6", "::\u{e9}",
    ]

    @Test(arguments: malformed) func `what is no address is refused`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `bytes come in fours and sixteens`() {
        #expect(IPAddress(bytes: [192, 0, 2, 1]) == IPAddress("192.0.2.1"))
        #expect(IPAddress(bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 192, 0, 2, 1]) == IPAddress("192.0.2.1"))
        #expect(IPAddress(bytes: Array(repeating: 0, count: 15) + [1])?.description == "::1")
        for count in [0, 1, 3, 5, 15, 17] {
            #expect(IPAddress(bytes: Array(repeating: 0, count: count)) == nil)
        }
    }

    @Test func `every spelling of a client has one identity`() throws {
        let spellings = ["192.0.2.1", "::ffff:192.0.2.1", "::FFFF:C000:0201", "0:0:0:0:0:ffff:192.0.2.1"]
        #expect(Set(spellings.compactMap { IPAddress($0) }).count == 1)
        let v6 = ["2001:db8:1:2::1", "2001:DB8:1:2:0:0:0:1", "2001:db8:1:2:ffff:ffff:ffff:ffff"]
        #expect(Set(try v6.map { try #require(IPAddress($0)).rateLimitKey }).count == 1)
        #expect(Set(try v6.map { try #require(IPAddress($0)).network.description }) == ["2001:db8:1:2::/64"])
    }

    @Test func `different clients have different identities`() throws {
        let clients = ["192.0.2.1", "192.0.2.2", "2001:db8:1:2::", "2001:db8:1:3::", "::", "::1:0:0:0:0"]
        let keys = try clients.map { try #require(IPAddress($0)).rateLimitKey }
        #expect(Set(keys).count == clients.count)
        #expect(keys.allSatisfy { $0.count == 16 })
        #expect(IPAddress("192.0.2.1")?.network.description == "192.0.2.1")
    }

    @Test(arguments: 0..<4 as Range<UInt64>) func `the C library reads the same`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let starts = Self.canonical.map { Array($0.0.utf8) }
        for _ in 0..<10_000 {
            let bytes = random.mutate(
                starts.randomElement(using: &random) ?? [], alphabet: Array("::..0019fFgx% ".utf8))
            let text = String(decoding: bytes, as: UTF8.self)
            let address = IPAddress(text)
            #expect(address == Self.addressByLibrary(text), "\(text)")
            #expect(address.flatMap { IPAddress($0.description) } == address)
        }
    }

    private static func addressByLibrary(_ text: String) -> IPAddress? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return IPAddress(bytes: bytes[..<4]) }
        if inet_pton(AF_INET6, text, &bytes) == 1 { return IPAddress(bytes: bytes) }
        return nil
    }
}
