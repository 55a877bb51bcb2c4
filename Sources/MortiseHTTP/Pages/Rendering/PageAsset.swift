#if HTTP
import HTTPTypes
import Hummingbird
import Mortise
import NIOCore

/// A file that pages load. Its address holds its version, so browsers may keep it for good.
struct PageAsset: Sendable {
    let path: String
    private let type: String
    private let bytes: ByteBuffer
    private let tag: String

    init(_ text: String, path: String, type: String) {
        bytes = ByteBuffer(string: text)
        self.type = type
        // FNV-1a: this tells versions apart and keeps nothing safe.
        let version = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        tag = String(version, radix: 16)
        self.path = "\(path)?v=\(tag)"
    }

    /// The file, or 304 for who has this version.
    func response(to request: Request, requestID: String) -> Response {
        var headers = HTTPFields.common(requestID: requestID)
        let isNamed = request.queryValue("v") == tag
        headers[.cacheControl] = isNamed ? "public, max-age=31536000, immutable" : "public, max-age=300"
        headers[.eTag] = "\"\(tag)\""
        headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        if request.headers[.ifNoneMatch] == "\"\(tag)\"" { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = type
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }
}
#endif
