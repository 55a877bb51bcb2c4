#if HTTP
import HTTPTypes
import Mortise
import NIOCore
import Testing

@testable import MortiseHTTP

@Suite struct ClientAddressTests {
    private static let proxies = ["10.0.0.0/8", "2001:db8:1::/48"].compactMap { IPNetwork($0) }

    @Test(arguments: [
        // No proxy in front: whatever the header says, the peer is the client.
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        // The client wrote the left part itself.
        ("10.0.0.1", ["192.0.2.1, 198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.1", "198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.1, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
        // A trusted address beyond an untrusted one is a claim.
        ("10.0.0.1", ["10.0.0.3, 198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", ["198.51.100.1:4711"], "198.51.100.1"),
        ("10.0.0.1", ["[2001:db8:2::1]:4711"], "2001:db8:2::1"),
        ("2001:db8:1::1", ["2001:DB8:2::1"], "2001:db8:2::1"),
        ("10.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        // No address: the proxy that said so is what is known.
        ("10.0.0.1", ["198.51.100.1, unknown"], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1, unknown, 10.0.0.2"], "10.0.0.2"),
        ("10.0.0.1", ["198.51.100.1,"], "10.0.0.1"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", ["[", "]", "[]", ":", "[::1"], "10.0.0.1"),
        ("10.0.0.1", [" \t198.51.100.1\t "], "198.51.100.1"),
    ])
    func `the client is the rightmost hop that is no trusted proxy`(peer: String, header: [String], client: String) {
        let address = ClientAddress.resolve(peer: IPAddress(peer), forwardedFor: header, proxies: Self.proxies)
        #expect(address?.description == client)
    }

    @Test func `without a peer address there is no client address`() {
        #expect(ClientAddress.resolve(peer: nil, forwardedFor: ["192.0.2.1"], proxies: Self.proxies) == nil)
    }

    private func context(_ fields: HTTPFields, peer: String) throws -> RequestContext {
        RequestContext(fields, peer: try SocketAddress(ipAddress: peer, port: 4711), proxies: Self.proxies)
    }

    @Test func `a request id is taken over from a trusted proxy`() throws {
        #expect(try context([.xRequestID: "Abc_9-z"], peer: "10.0.0.1").requestID == "Abc_9-z")
        #expect(try context([.xRequestID: "Abc_9-z"], peer: "203.0.113.9").requestID != "Abc_9-z")
    }

    @Test(arguments: ["", "a b", "a.b", "é", String(repeating: "a", count: 65)])
    func `a request id of another form is not taken over`(id: String) throws {
        let context = try context([.xRequestID: id], peer: "10.0.0.1")
        #expect(context.requestID != id)
        #expect(!context.requestID.isEmpty)
    }

    @Test func `only X-Forwarded-For is read`() throws {
        var fields: HTTPFields = [:]
        for name in ["Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP"] {
            fields[try #require(HTTPField.Name(name))] = "for=192.0.2.1"
        }
        #expect(try context(fields, peer: "10.0.0.1").clientAddress?.description == "10.0.0.1")
    }
}
#endif
