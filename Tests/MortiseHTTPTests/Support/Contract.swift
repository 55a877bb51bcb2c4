#if HTTP
import HTTPTypes
import Mortise
import Testing

@testable import MortiseHTTP

/// The document of the routes, against which a test holds every answer.
struct Contract {
    private let table: RouteTable
    private let document: JSON
    private let schemas: SchemaCheck

    init(_ configuration: HTTPConfiguration) {
        table = RouteTable(configuration)
        document = OpenAPIDocument(configuration).json
        schemas = SchemaCheck(document)
    }

    /// Records an issue for whatever the document does not say of an answer. What no route answers it does not describe.
    func check(
        _ answer: Answer, to method: HTTPRequest.Method, _ target: String, sourceLocation: SourceLocation
    ) throws {
        let path = String(target.prefix { $0 != "?" })
        guard let (endpoint, _) = table.endpoint(at: path), let route = endpoint.route(for: method),
            method == route.method, route.description != nil
        else { return }
        let name = "\(method) \(endpoint.pattern) \(answer.status)"
        let operation = document["paths"]?[endpoint.pattern]?[method.rawValue.lowercased()]
        guard let response = schemas.resolved(operation?["responses"]?["\(answer.status)"]) else {
            Issue.record("\(name) is not described", sourceLocation: sourceLocation)
            return
        }
        try checkHeaders(of: answer, response, name, sourceLocation)
        guard let content = response["content"]?.objectValue?.first else {
            #expect(answer.bytes.isEmpty, "\(name)", sourceLocation: sourceLocation)
            return
        }
        #expect(answer.headers[.contentType] == content.key, "\(name)", sourceLocation: sourceLocation)
        guard content.key == "application/json", let schema = content.value["schema"] else { return }
        for fault in schemas.faults(of: try answer.json, as: schema) {
            Issue.record("\(name): \(fault)", sourceLocation: sourceLocation)
        }
    }

    private func checkHeaders(
        of answer: Answer, _ response: JSON, _ name: String, _ sourceLocation: SourceLocation
    ) throws {
        for member in response["headers"]?.objectValue ?? JSON.Object() {
            guard let header = schemas.resolved(member.value), let schema = header["schema"] else { continue }
            let field = try #require(HTTPField.Name(member.key))
            guard let value = answer.headers[values: field].first else {
                #expect(
                    header["required"] == false, "\(name) lacks \(member.key)", sourceLocation: sourceLocation)
                continue
            }
            let json = schema["type"] == "integer" ? Int64(value).map(JSON.integer) ?? .string(value) : .string(value)
            for fault in schemas.faults(of: json, as: schema) {
                Issue.record("\(name): \(member.key) \(fault)", sourceLocation: sourceLocation)
            }
        }
    }
}
#endif
