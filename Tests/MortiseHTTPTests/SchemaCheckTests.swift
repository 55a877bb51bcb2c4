#if HTTP
import Mortise
import Testing

@testable import MortiseHTTP

/// The check by which answers are held to the document must find fault itself.
@Suite struct SchemaCheckTests {
    private static let id = JSON.string("01a20ac0-cf15-7000-ab48-c3e8e54faf75")
    private static let moment = JSON.string("2026-11-23T23:32:17.813Z")

    private static let good: JSON = ["id": id, "expires_at": moment, "idle_expires_at": moment]

    private static let bad: [JSON] = [
        ["id": id, "expires_at": moment, "idle_expires_at": moment, "more": 1], ["id": id, "expires_at": moment],
        ["id": "x", "expires_at": moment, "idle_expires_at": moment],
        ["id": id, "expires_at": nil, "idle_expires_at": moment],
        ["id": id, "expires_at": "2026-11-23", "idle_expires_at": moment],
        ["id": id, "expires_at": moment, "idle_expires_at": 7], [], nil, "",
    ]

    private func faults(_ value: JSON) throws -> [String] {
        SchemaCheck(OpenAPIDocument(try .forTesting()).json)
            .faults(of: value, as: ["$ref": "#/components/schemas/Session"])
    }

    @Test func `a session as it should be passes`() throws {
        #expect(try faults(Self.good) == [])
    }

    @Test(arguments: bad)
    func `anything else does not`(value: JSON) throws {
        #expect(try !faults(value).isEmpty)
    }

    @Test func `a keyword that is not known does not pass`() {
        #expect(!SchemaCheck(nil).faults(of: 1, as: ["type": "integer", "multipleOf": 2]).isEmpty)
        #expect(!SchemaCheck(nil).faults(of: 1, as: ["$ref": "#/components/schemas/Nobody"]).isEmpty)
    }
}
#endif
