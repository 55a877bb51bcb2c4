#if HTTP
import Foundation
import HTTPTypes
import HummingbirdTesting
import Mortise
import MortiseTesting
import Testing

@testable import MortiseHTTP

/// The document in OpenAPI.
@Suite struct DocumentTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Docs/openapi.yaml")

    /// `MORTISE_UPDATE_FIXTURES=1` writes the file anew.
    @Test func `Docs has the document of the default configuration`() throws {
        let document = OpenAPIDocument(try .forTesting()).yaml
        if ProcessInfo.processInfo.environment["MORTISE_UPDATE_FIXTURES"] == "1" {
            try Data(document.utf8).write(to: Self.file)
        }
        let file = try String(contentsOf: Self.file, encoding: .utf8)
        let difference = zip(file.split(separator: "\n"), document.split(separator: "\n")).first { $0 != $1 }
        #expect(file == document, "first difference: \(String(describing: difference))")
    }

    @Test func `the document is served as it is`() async throws {
        try await TestBackend.sqliteMemory.withAPI { api in
            let answer = try await api.send(.get, "/openapi.yaml")
            #expect(answer.status == 200 && answer.headers[.contentType] == "application/yaml")
            #expect(String(decoding: answer.bytes, as: UTF8.self) == OpenAPIDocument(try .forTesting()).yaml)
            answer.expectCommonHeaders()
        }
    }

    @Test func `the document has the prefix, and tells of no route that is switched off`() throws {
        var configuration = try HTTPConfiguration.forTesting("http://localhost:8080")
        configuration.prefix = try PathPrefix("/id")
        configuration.routes = [.session, .account, .updateAccount]
        let document = OpenAPIDocument(configuration).json
        #expect(document["paths"]?.objectValue?.keys == ["/id/session", "/id/me"])
        #expect(document["paths"]?["/id/me"]?.objectValue?.keys == ["get", "patch"])
        #expect(document["servers"] == [["url": "http://localhost:8080"]])
        #expect(document["components"]?["securitySchemes"]?["cookie"]?["name"] == "mortise")
        // No response remains of what is off.
        #expect(document["components"]?["responses"]?["token_invalid"] == nil)
    }

    @Test func `every reference leads somewhere`() throws {
        let document = OpenAPIDocument(try .forTesting()).json
        let check = SchemaCheck(document)
        func visit(_ json: JSON) {
            if json["$ref"] != nil { #expect(check.resolved(json) != nil, "\(json)") }
            for member in json.objectValue ?? JSON.Object() { visit(member.value) }
            for element in json.arrayValue ?? [] { visit(element) }
        }
        visit(document)
    }

    @Test(arguments: RouteName.allCases.filter { $0 != .metrics && $0 != .pages })
    func `each route can be switched off by itself, under any prefix`(name: RouteName) async throws {
        let prefix = try PathPrefix("/a/b-c")
        let routes = Set(RouteName.allCases).subtracting([name])
        let served = Route.all.first { $0.name == name }
        let route = try #require(served)
        let path = (route.base == .prefix ? "/a/b-c" : "") + route.path.replacing(/\{[a-z]+\}/, with: "x")
        try await TestBackend.sqliteMemory.withAPI(.router, { $0.prefix = prefix }) { api in
            // Where it is on, something of its own answers.
            let answer = try await api.send(route.method, path)
            #expect(answer.status != 405)
            let error = try? answer.error
            #expect(route.base == .root || error != "not_found")
        }
        try await TestBackend.sqliteMemory.withAPI(
            .router,
            {
                $0.prefix = prefix
                $0.routes = routes
            }
        ) { api in
            // What was a path of its own may be one of the family of another route, such as that of tokens.
            let answer = try await api.send(route.method, path)
            let error = try? answer.error
            #expect(["not_found", "method_not_allowed", "token_invalid"].contains(error))
            if route.path != "/openapi.yaml" {
                let document = String(decoding: try await api.send(.get, "/openapi.yaml").bytes, as: UTF8.self)
                #expect(!document.contains("operationId: \(name.rawValue)\n"))
                #expect(document.contains("/a/b-c"))
            }
        }
    }

    @Test func `an address that the schema accepts the engine accepts, and the other way round`() throws {
        let pattern = try #require(Schema.email.json["pattern"]?.stringValue)
        let regex = try Regex(pattern)
        let long = String(repeating: "a", count: 64)
        for text in [
            "ada@example.com", "a.b+c@x-y.example", "!#$%&'*+/=?^_`{|}~-@a.b", "\(long)@a.bc", "a@1.2.c3", "A@B.C",
            "a@xn--p1ai.xn--p1ai", "", "a", "a@b", "@a.b", "a@b.", ".a@b.c", "a..b@c.d", "a@-b.c", "a@b-.c", "a@b.1",
            "a b@c.d", "a@b@c.d", "\(long)a@b.c", "a@b..c", #""a"@b.c"#, "a@\(long).c", "a\u{0}@b.c", "ä@b.c",
        ] {
            #expect(text.contains(regex) == ((try? EmailAddress(text)) != nil), "\(text)")
        }
    }
}
#endif
