#if Postgres
import Foundation

/// How much a test does: `MORTISE_SOAK=1` asks for the full size.
enum Size {
    private static let isSoak = ProcessInfo.processInfo.environment["MORTISE_SOAK"] == "1"

    static func of<Value>(_ small: Value, soak: Value) -> Value { isSoak ? soak : small }
}

/// Waits until a condition holds.
///
/// - Returns: Whether it did in time.
func eventually(
    within limit: Duration = .seconds(20), _ condition: () async throws -> Bool
) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return try await condition()
}
#endif
