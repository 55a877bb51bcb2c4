#if HTTP
import HTTPTypes
import Mortise

/// The routes that a configuration serves, as a document in OpenAPI 3.1.
struct OpenAPIDocument {
    private let configuration: HTTPConfiguration
    private let routes: [(path: String, route: Route)]

    init(_ configuration: HTTPConfiguration) {
        self.configuration = configuration
        routes = Route.served(by: configuration).filter { $0.route.description != nil }
    }

    /// The document in YAML, the same bytes for the same configuration.
    var yaml: String { YAML.text(json) }

    /// The document as a JSON value.
    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Mortise", "version": .string(AuthEngine.version),
                "description": .string(Self.introduction),
                "license": ["name": "Apache License 2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": .string(configuration.baseURL.description)]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(
                    Schema.named.reduce(into: JSON.Object()) { $0[$1.key] = $1.value.json }),
                "responses": .object(failures), "headers": .object(headers),
                "securitySchemes": [
                    "bearer": ["type": "http", "scheme": "bearer"],
                    "cookie": [
                        "type": "apiKey", "in": "cookie",
                        "name": .string(Cookie.session(configuration.baseURL).name),
                    ],
                ],
            ],
        ]
    }

    private static let introduction = """
        Every answer with a body is an envelope. What is no HTTP request is answered in it too, with 400 bad_json or 431 \
        headers_too_large, as are unknown paths (404 not_found) and methods (405 method_not_allowed). HEAD is GET without \
        a body, and OPTIONS tells the methods of a path. Requests that change something and come from a browser must come \
        from an allowed origin; those with a bearer token need not.
        """

    private var paths: JSON.Object {
        var paths = JSON.Object()
        for (path, route) in routes {
            var operations = paths[path]?.objectValue ?? JSON.Object()
            operations[route.method.rawValue.lowercased()] = operation(route)
            paths[path] = .object(operations)
        }
        return paths
    }

    private func operation(_ route: Route) -> JSON? {
        guard let description = route.description else { return nil }
        var operation: JSON.Object = [
            "operationId": .string(route.name.rawValue), "summary": .string(description.summary),
            "security": description.session.json,
        ]
        let parameters = parameters(of: route, description)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let body = description.body {
            let attributes = route.name == .register ? configuration.registrationFields.sorted() : []
            operation["requestBody"] = body.json(attributes: attributes)
        }
        var responses = JSON.Object()
        for answer in description.answers { responses["\(answer.status.code)"] = response(answer) }
        for failure in route.failures {
            responses["\(failure.status)"] = [
                "$ref": .string("#/components/responses/\(Self.name(of: failure.codes))")
            ]
        }
        operation["responses"] = .object(responses)
        return .object(operation)
    }

    private func parameters(of route: Route, _ description: RouteDescription) -> [JSON] {
        var parameters: [JSON] = []
        if let schema = route.parameter {
            let name = route.path.split(separator: "{").last.map { $0.dropLast() } ?? ""
            parameters.append([
                "name": .string(String(name)), "in": "path", "required": true, "schema": schema.json,
            ])
        }
        if description.takesPrecondition {
            parameters.append([
                "name": "If-Match", "in": "header", "required": true,
                "description": "The ETag of the version that was read, or * for any.",
                "schema": Schema.text(pattern: #"^(\*|"[0-9]+")$"#).json,
            ])
        }
        return parameters
    }

    private func response(_ answer: Success) -> JSON {
        var response: JSON.Object = [
            "description": .string(answer.meaning), "headers": references(to: answer.headers),
        ]
        switch answer.content {
        case .none: break
        case .text(let type): response["content"] = [type: ["schema": Schema.text().json]]
        case .envelope(let data):
            let envelope = Schema.object([
                "success": Schema(["const": true]), "data": data, "error": .null, "meta": .named("Meta"),
            ])
            response["content"] = ["application/json": ["schema": envelope.json]]
        }
        return .object(response)
    }

    /// A response for each set of codes that share a status on some route.
    private var failures: JSON.Object {
        var responses: [String: JSON] = [:]
        for (_, route) in routes {
            for failure in route.failures {
                responses[Self.name(of: failure.codes)] = response(failure.codes, data: route.description?.failureData)
            }
        }
        return responses.sorted { $0.key < $1.key }.reduce(into: JSON.Object()) { $0[$1.key] = $1.value }
    }

    private func response(_ codes: [ErrorCode], data: Schema?) -> JSON {
        let status = codes.first?.status ?? .internalServerError
        let envelope = Schema.object([
            "success": Schema(["const": false]), "data": data ?? .null, "error": .oneOf(codes.map(\.rawValue)),
            "meta": .named("FailureMeta"),
        ])
        var headers: [AnswerHeader] = []
        if status == .unauthorized { headers.append(.challenge) }
        if status == .tooManyRequests || status == .serviceUnavailable { headers.append(.retryAfter) }
        return [
            "description": .string(codes.map(\.message).joined(separator: " ")), "headers": references(to: headers),
            "content": ["application/json": ["schema": envelope.json]],
        ]
    }

    private static func name(of codes: [ErrorCode]) -> String {
        codes.map(\.rawValue).joined(separator: "_or_")
    }

    private var headers: JSON.Object {
        var headers: JSON.Object = [
            "X-Request-Id": header("Names the request in logs.", .text(characters: 1...64)),
            "Cache-Control": header("That no answer is kept.", .oneOf(["no-store"])),
            "X-Content-Type-Options": header("That the media type is meant.", .oneOf(["nosniff"])),
        ]
        for header in AnswerHeader.allCases {
            headers[header.rawValue] = self.header(
                header.meaning, header.schema, isRequired: header == .retryAfter || header == .challenge)
        }
        return headers
    }

    private func header(_ meaning: String, _ schema: Schema, isRequired: Bool = true) -> JSON {
        ["description": .string(meaning), "required": .bool(isRequired), "schema": schema.json]
    }

    private func references(to own: [AnswerHeader]) -> JSON {
        var names = ["X-Request-Id", "Cache-Control", "X-Content-Type-Options"]
        if configuration.baseURL.origin.isSecure { names.append(AnswerHeader.strictTransportSecurity.rawValue) }
        return .object(
            (names + own.map(\.rawValue)).reduce(into: JSON.Object()) {
                $0[$1] = ["$ref": .string("#/components/headers/\($1)")]
            })
    }
}

extension RouteDescription.SessionUse {
    fileprivate var json: JSON {
        switch self {
        case .none: []
        case .optional: [[:], ["bearer": []], ["cookie": []]]
        case .required: [["bearer": []], ["cookie": []]]
        }
    }
}

extension RouteDescription.Body {
    /// The body, with fields of the app's own, whose form only the app knows.
    fileprivate func json(attributes: [String]) -> JSON {
        var properties = JSON.Object()
        for field in fields { properties[field.name] = field.schema.json }
        for attribute in attributes { properties[attribute] = [:] }
        return [
            "required": .bool(!isOptional),
            "content": [
                "application/json": [
                    "schema": [
                        "type": "object", "additionalProperties": false,
                        "required": .array(fields.filter(\.isRequired).map { .string($0.name) }),
                        "properties": .object(properties),
                    ]
                ]
            ],
        ]
    }
}
#endif
