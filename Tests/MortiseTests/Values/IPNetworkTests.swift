import Mortise
import Testing

struct IPNetworkTests {
    static let canonical: [(String, String, Int)] = [
        ("10.0.0.0/8", "10.0.0.0/8", 8), ("0.0.0.0/0", "0.0.0.0/0", 0), ("192.0.2.1", "192.0.2.1", 32),
        ("192.0.2.1/32", "192.0.2.1", 32), ("::1", "::1", 128), ("::/0", "::/0", 0),
        ("2001:DB8:0::/32", "2001:db8::/32", 32),
        ("::ffff:10.0.0.0/104", "10.0.0.0/8", 8), ("::ffff:0:0/96", "0.0.0.0/0", 0), ("fe80::/10", "fe80::/10", 10),
    ]

    @Test(arguments: canonical) func `a block is written canonically`(text: String, canonical: String, length: Int)
        throws
    {
        let network = try #require(IPNetwork(text))
        #expect(network.description == canonical)
        #expect(network.prefixLength == length)
        #expect(IPNetwork(canonical) == network)
    }

    static let malformed: [String] = [
        "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08", "10.0.0.0/8/8",
        "10.0.0.0/ 8",
        "10.0.0.0/8 ", "10.0.0.0/255.0.0.0", "10/8", "::/129", "::/1000", "::/99999999999999999999", "10.0.0.1/8",
        "2001:db8::1/64", "::ffff:0:0/95", "::ffff:10.0.0.0/8", "10.0.0.0/\u{668}", "10.0.0.0/8\0", "x/8",
    ]

    @Test(arguments: malformed) func `what is no block is refused`(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    static let membership: [(String, String, Bool)] = [
        ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false),
        ("10.0.0.0/8", "9.255.255.255", false),
        ("10.0.0.0/8", "::ffff:10.1.2.3", true), ("::ffff:10.0.0.0/104", "10.1.2.3", true),
        ("10.0.0.0/8", "::a01:203", false), ("0.0.0.0/0", "255.255.255.255", true), ("0.0.0.0/0", "::1", false),
        ("::/0", "2001:db8::1", true), ("::/0", "10.0.0.1", false), ("::/64", "10.0.0.1", false),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("::1", "::1", true),
        ("::1", "::2", false),
        ("2001:db8::/33", "2001:db8:7fff::", true), ("2001:db8::/33", "2001:db8:8000::", false),
    ]

    @Test(arguments: membership) func `a block holds the addresses of its family and prefix`(
        block: String, member: String, isInside: Bool
    ) throws {
        let network = try #require(IPNetwork(block))
        #expect(network.contains(try #require(IPAddress(member))) == isInside)
    }
}
