#if HTTP
import HTTPTypes
import HummingbirdTesting
import Mortise
import NIOCore
import Testing

@testable import MortiseHTTP

/// What the server answered, read as strictly as it reads itself.
struct Answer {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        bytes = Array(response.body.readableBytesView)
    }

    var json: JSON {
        get throws { try JSON.parse(bytes) }
    }

    var data: JSON? {
        get throws { try json["data"] }
    }

    var error: String? {
        get throws { try json["error"]?.stringValue }
    }

    /// The codes of a field, where the answer finds fault with it.
    func fault(_ field: String) throws -> [String]? {
        try json["meta"]?["fields"]?[field]?.arrayValue?.compactMap(\.stringValue)
    }

    /// The body without what differs in every answer.
    var bytesWithoutRequestID: [UInt8] {
        get throws {
            let id = try #require(headers[.xRequestID])
            return Array(String(decoding: bytes, as: UTF8.self).split(separator: id).joined(separator: "…").utf8)
        }
    }

    var requestIDLength: Int {
        get throws { try #require(headers[.xRequestID]).utf8.count }
    }

    /// Holds the answer against the contract of every answer with a body.
    func expectEnvelope(
        _ status: Int, error: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(self.status == status, sourceLocation: sourceLocation)
        let object = try #require(try json.objectValue, sourceLocation: sourceLocation)
        #expect(object.keys == ["success", "data", "error", "meta"], sourceLocation: sourceLocation)
        #expect(object["success"]?.boolValue == (error == nil), sourceLocation: sourceLocation)
        #expect(object["error"]?.stringValue == error, sourceLocation: sourceLocation)
        #expect(object["meta"]?["request_id"]?.stringValue == headers[.xRequestID], sourceLocation: sourceLocation)
        #expect(headers[.contentType] == "application/json", sourceLocation: sourceLocation)
        expectCommonHeaders(sourceLocation: sourceLocation)
    }

    func expectCommonHeaders(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(headers[.xRequestID]?.isEmpty == false, sourceLocation: sourceLocation)
        #expect(headers[.cacheControl] == "no-store", sourceLocation: sourceLocation)
        #expect(headers[.xContentTypeOptions] == "nosniff", sourceLocation: sourceLocation)
    }
}
#endif
