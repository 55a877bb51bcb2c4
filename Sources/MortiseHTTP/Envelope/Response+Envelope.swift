#if HTTP
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A success with a body; `data` writes one JSON value.
    static func success(
        _ status: HTTPResponse.Status = .ok, requestID: String, data: (inout ByteBuffer) -> Void
    ) -> Response {
        Response(
            status: status, headers: .json(requestID: requestID),
            body: ResponseBody(byteBuffer: Envelope.success(requestID: requestID, data: data)))
    }

    /// A success with text.
    static func text(_ text: String, _ mediaType: String, requestID: String) -> Response {
        var response = Response(
            status: .ok, headers: .common(requestID: requestID),
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        response.headers[.contentType] = mediaType
        return response
    }

    /// A success without a body, which has no `Content-Length` either (RFC 9110, section 8.6).
    static func noContent(requestID: String) -> Response {
        var response = Response(status: .noContent, headers: .common(requestID: requestID))
        response.headers[.contentLength] = nil
        return response
    }

    /// A failure; `data` writes one JSON value, `null` unless said otherwise.
    static func failure(
        _ failure: Failure, requestID: String,
        data: (inout ByteBuffer) -> Void = { $0.writeStaticString("null") }
    ) -> Response {
        Response(
            status: failure.code.status, headers: .json(requestID: requestID, failure: failure),
            body: ResponseBody(byteBuffer: Envelope.failure(failure, requestID: requestID, data: data)))
    }
}

extension HTTPFields {
    private static let common: HTTPFields = [
        .cacheControl: "no-store", .xContentTypeOptions: "nosniff", .referrerPolicy: "no-referrer",
        // What is no page must neither run anything nor be framed, should a browser be made to show it.
        .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
    ]
    private static let json: HTTPFields = {
        var fields = common
        fields[.contentType] = "application/json"
        return fields
    }()

    /// What every answer carries.
    static func common(requestID: String) -> HTTPFields {
        var fields = common
        fields.append(HTTPField(name: .xRequestID, value: requestID))
        return fields
    }

    /// What an answer with an envelope carries.
    static func json(requestID: String) -> HTTPFields {
        var fields = json
        fields.append(HTTPField(name: .xRequestID, value: requestID))
        return fields
    }

    /// What the envelope of a failure carries.
    static func json(requestID: String, failure: Failure) -> HTTPFields {
        var fields = json(requestID: requestID)
        fields.add(failure)
        return fields
    }
}
#endif
