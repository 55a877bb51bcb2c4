#if CLI
import Mortise
import MortiseSQL
import MortiseTesting

/// A rotation of keys that comes to grief.
struct RotationProbe {
    /// So small that a rotation is many transactions.
    static let batch = 2

    let url: String
    let ring: String

    /// Rotates, unless the process is killed before a call to the database, and says `moved N` after each step.
    ///
    /// - Parameter call: The position of that call, from 1; 0 for none.
    func run(killedBefore call: Int) async throws {
        let faults = FaultPlan()
        let database = try await DatabaseSource.at(url).open()
        let engine = try await AuthEngine.open(
            .database(faults.applied(to: database)), keyring: .existingFile(ring), configuration: .forTesting)
        if call > 0 { faults.strike(call: call, with: .kill) }
        let rotation = try await engine.rotateKeys(batch: Self.batch) { tell("moved \($0.moved)") }
        try expect(rotation.isComplete, "the rotation is not complete")
        await engine.close()
    }
}
#endif
