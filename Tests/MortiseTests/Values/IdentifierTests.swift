import MortiseSQL
import Testing

@testable import Mortise

@Suite struct IdentifierTests {
    @Test func `they are of version 7 and carry their time`() {
        let id = UserID(at: Instant(seconds: 4_102_444_800))
        let digits = Array(id.description.utf8)
        #expect(digits.count == 36 && digits[14] == UInt8(ascii: "7"))
        #expect([UInt8(ascii: "8"), UInt8(ascii: "9"), UInt8(ascii: "a"), UInt8(ascii: "b")].contains(digits[19]))
    }

    @Test func `those of one process sort in the order they were made, whatever the clock does`() {
        let moments = (0..<10_000).map { Instant(microseconds: 1_800_000_000_000_000 - Int64($0)) }
        let ids = moments.map { UserID(at: $0).description }
        #expect(ids == ids.sorted() && Set(ids).count == ids.count)
    }

    @Test func `only the canonical text reads back`() {
        let id = UserID(at: Instant(seconds: 1))
        #expect(UserID(id.description) == id && UserID(id.description.uppercased()) == id)
        for text in [
            "", "x", "{\(id)}", "\(id) ", String(id.description.dropLast()), id.description.replacing("-", with: ""),
        ] {
            #expect(UserID(text) == nil)
        }
    }
}
