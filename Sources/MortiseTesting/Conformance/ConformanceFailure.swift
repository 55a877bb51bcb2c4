import MortiseSQL

/// A backend broke the contract of ``Database``.
public struct ConformanceFailure: Error, CustomStringConvertible {
    /// What was expected, and what happened.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Requires two values to be equal.
func expect<Value: Equatable>(_ actual: Value, is expected: Value, _ what: String) throws {
    guard actual == expected else { throw ConformanceFailure("\(what): expected \(expected), got \(actual)") }
}

/// Requires a condition.
func expect(_ condition: Bool, _ what: String) throws {
    guard condition else { throw ConformanceFailure("\(what): expected it to hold, but it does not") }
}

/// Requires `body` to throw a ``DatabaseError`` whose code `isExpected`.
@discardableResult
func expectFailure<Result>(
    _ expected: String, of what: String, where isExpected: (DatabaseError.Code) -> Bool,
    _ body: () async throws -> Result
) async throws -> DatabaseError {
    let caught: any Error
    do {
        _ = try await body()
        throw ConformanceFailure("\(what): expected \(expected), but it succeeded")
    } catch {
        caught = error
    }
    guard let error = caught as? DatabaseError, isExpected(error.code) else {
        throw ConformanceFailure("\(what): expected \(expected), got \(caught)")
    }
    return error
}

/// Requires `body` to throw a ``DatabaseError`` with this code.
@discardableResult
func expectFailure<Result>(
    _ code: DatabaseError.Code, of what: String, _ body: () async throws -> Result
) async throws -> DatabaseError {
    try await expectFailure("\(code)", of: what, where: { $0 == code }, body)
}
