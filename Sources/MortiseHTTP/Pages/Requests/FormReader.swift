#if HTTP
import Hummingbird
import Mortise

extension BodyReader {
    /// The fields of a form, each once.
    ///
    /// - Throws: ``Failure`` for the media type, the size, the time and the form, checked in this order.
    func form(of request: Request, deadline: Deadline) async throws -> JSON.Object {
        let types = request.headers[values: .contentType]
        guard types.count == 1, ContentType.isForm(types[0]) else { throw Failure(.unsupportedMediaType) }
        let bytes = try await bytes(of: request, deadline: deadline)
        guard let object = FormParser.parse(bytes) else { throw Failure(.badJSON) }
        return object
    }
}
#endif
