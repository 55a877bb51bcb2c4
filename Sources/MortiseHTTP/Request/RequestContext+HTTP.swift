#if HTTP
import HTTPTypes
import Mortise
import NIOCore

extension Mortise.RequestContext {
    /// Who asks, from a request's headers and the other end of its connection.
    init(_ headers: HTTPFields, peer: SocketAddress?, proxies: [IPNetwork]) {
        let peer = peer.flatMap(IPAddress.init)
        let isFromProxy = peer.map { peer in proxies.contains { $0.contains(peer) } } ?? false
        let forwardedFor = isFromProxy ? headers[values: .xForwardedFor] : []
        self.init(
            clientAddress: ClientAddress.resolve(peer: peer, forwardedFor: forwardedFor, proxies: proxies),
            userAgent: headers[.userAgent],
            requestID: isFromProxy ? headers[.xRequestID].flatMap(Self.acceptable) : nil)
    }

    private static func acceptable(requestID: String) -> String? {
        let isAcceptable =
            (1...64).contains(requestID.utf8.count)
            && requestID.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
                default: false
                }
            }
        return isAcceptable ? requestID : nil
    }
}

extension IPAddress {
    /// The address of a socket; nil for a Unix domain socket.
    init?(_ address: SocketAddress) {
        guard let text = address.ipAddress else { return nil }
        self.init(text)
    }
}
#endif
