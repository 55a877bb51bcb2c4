import CAllocations
import Foundation
import MortiseSQL

/// What is ours in a lookup: the statement with its value, and the row made into a Swift value.
enum CodecScenario {
    static var all: [Scenario<Void>] {
        [
            Scenario(
                name: name,
                comparisons: [
                    Comparison(name: name, measure: .cpu, reference: .limit(1), target: 1),
                    Comparison(name: "its allocations", measure: .allocations, reference: .limit(4), target: 1),
                ]
            ) { _ in
                [Variant(name: "mortise") { try run(seconds: $0) }]
            }
        ]
    }

    private static let name = "Lookup without a database"

    private static func run(seconds: Double) throws -> Outcome {
        let row = MemoryRow()
        let digest = [UInt8](repeating: 7, count: SessionKeys.length)
        var operations = 0
        var checksum = 0
        let allocations = allocations_of_thread()
        let cpu = SystemTime.cpuSeconds
        let start = SystemTime.monotonicNanoseconds
        let deadline = start + UInt64(seconds * 1e9)
        var now = start
        repeat {
            // Many between two looks at the clock, which would count as well.
            for _ in 0..<1_000 {
                let statement = SessionLookup.byToken(digest)
                let session = try statement.decode(row)
                checksum &+= statement.bindings.count &+ Int(session.user.version)
            }
            operations += 1_000
            now = SystemTime.monotonicNanoseconds
        } while now < deadline
        guard checksum == 2 * operations else { throw ReferenceFailure(reason: "the row came out wrong") }
        return Outcome(
            operations: operations, seconds: Double(now - start) / 1e9, cpuSeconds: SystemTime.cpuSeconds - cpu,
            latencies: [], allocations: Int(allocations_of_thread() - allocations))
    }
}
