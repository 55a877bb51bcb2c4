#if HTTP
import Mortise
import NIOCore

/// The frame around every body: `{"success", "data", "error", "meta"}`.
enum Envelope {
    /// The envelope of a success; `data` writes one JSON value.
    static func success(requestID: String, data: (inout ByteBuffer) -> Void) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(512)
        buffer.writeStaticString(#"{"success":true,"data":"#)
        data(&buffer)
        buffer.writeStaticString(#","error":null,"meta":{"request_id":"#)
        buffer.writeJSON(requestID)
        buffer.writeStaticString("}}")
        return buffer
    }

    /// The envelope of a failure; `data` writes one JSON value, `null` unless said otherwise.
    static func failure(
        _ failure: Failure, requestID: String,
        data: (inout ByteBuffer) -> Void = { $0.writeStaticString("null") }
    ) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeStaticString(#"{"success":false,"data":"#)
        data(&buffer)
        buffer.writeStaticString(#","error":"#)
        buffer.writeJSON(failure.code.rawValue)
        buffer.writeStaticString(#","meta":{"request_id":"#)
        buffer.writeJSON(requestID)
        buffer.writeStaticString(#","message":"#)
        buffer.writeJSON(failure.code.message)
        if !failure.fields.isEmpty {
            buffer.writeStaticString(#","fields":"#)
            buffer.writeBytes(JSON.object(fields(failure.fields)).serialized())
        }
        if let seconds = failure.retryAfter {
            buffer.writeStaticString(#","retry_after":"#)
            buffer.writeString(String(seconds))
        }
        buffer.writeStaticString("}}")
        return buffer
    }

    /// The fields in the order of their names, so that equal failures have equal bytes.
    private static func fields(_ fields: [String: [AuthError.FieldCode]]) -> JSON.Object {
        var object = JSON.Object()
        for (name, codes) in fields.sorted(by: { $0.key < $1.key }) {
            object[name] = .array(codes.map { .string($0.rawValue) })
        }
        return object
    }
}
#endif
