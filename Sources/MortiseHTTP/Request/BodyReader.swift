#if HTTP
import HTTPTypes
import Hummingbird
import Mortise
import NIOCore

/// Reads a request's body as a JSON object, within the limits.
struct BodyReader: Sendable {
    let limits: Limits

    /// The members of the body; none where there is no body and `isOptional`.
    ///
    /// - Throws: ``Failure`` for the media type, the size, the time and the JSON, checked in this order; the first two
    ///   before anything is read.
    func object(of request: Request, isOptional: Bool, deadline: Deadline) async throws -> JSON.Object {
        let types = request.headers[values: .contentType]
        let length = request.headers[.contentLength]
        let hasBody = length.map { $0 != "0" } ?? request.headers.contains(.transferEncoding)
        guard types.count <= 1, types.allSatisfy(ContentType.isJSON), !hasBody || types.count == 1 else {
            throw Failure(.unsupportedMediaType)
        }
        guard hasBody || !isOptional else { return JSON.Object() }
        let bytes = try await bytes(of: request, deadline: deadline)
        guard !bytes.isEmpty || !isOptional else { return JSON.Object() }
        return try parse(bytes)
    }

    /// All bytes of the body.
    ///
    /// - Throws: ``Failure`` for the size, where it is told before anything is read, and for the time.
    func bytes(of request: Request, deadline: Deadline) async throws -> [UInt8] {
        if let length = request.headers[.contentLength], (Int(length) ?? .max) > limits.bodyBytes {
            throw Failure(.bodyTooLarge, closesConnection: true)
        }
        return try await deadline.run(orThrow: Failure(.requestTimeout, closesConnection: true)) {
            try await read(request.body)
        }
    }

    private func read(_ body: RequestBody) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await part in body {
                guard bytes.count + part.readableBytes <= limits.bodyBytes else {
                    throw Failure(.bodyTooLarge, closesConnection: true)
                }
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch let error where !(error is Failure || error is CancellationError) {
            // The rest of the request is malformed, or will never come.
            throw Failure(.badJSON, closesConnection: true)
        }
        return bytes
    }

    private func parse(_ bytes: [UInt8]) throws(Failure) -> JSON.Object {
        let json: JSON
        do {
            json = try JSON.parse(bytes, maximumDepth: limits.jsonDepth)
        } catch {
            throw Failure(.badJSON)
        }
        guard case .object(let object) = json else { throw Failure(.badJSON) }
        return object
    }
}
#endif
