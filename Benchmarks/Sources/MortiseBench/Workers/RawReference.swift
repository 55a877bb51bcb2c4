import CReference
import Glibc

/// Plain C that does the same work. It blocks the thread that measures it, while nothing else runs.
final class RawReference {
    private let reference: OpaquePointer

    /// Takes over what one of the functions of `reference.h` made.
    init(_ made: OpaquePointer?) throws {
        guard let made else { throw ReferenceFailure(reason: "no memory") }
        reference = made
        try throwFailure()
    }

    deinit { reference_close(reference) }

    func run(seconds: Double) throws -> Outcome {
        let outcome = reference_measure(reference, seconds)
        defer { free(outcome.latencies) }
        try throwFailure()
        return Outcome(
            operations: Int(outcome.operations), seconds: outcome.seconds, cpuSeconds: outcome.cpu_seconds,
            latencies: Array(UnsafeBufferPointer(start: outcome.latencies, count: outcome.latency_count)))
    }

    private func throwFailure() throws {
        if let reason = reference_error(reference) { throw ReferenceFailure(reason: String(cString: reason)) }
    }
}

/// Why a reference could not do its work.
struct ReferenceFailure: Error, CustomStringConvertible {
    let reason: String
    var description: String { "the reference failed: \(reason)" }
}

extension Variant {
    /// A reference in C.
    static func raw(_ name: String, _ made: OpaquePointer?) throws -> Variant {
        let reference = try RawReference(made)
        return Variant(name: name) { try reference.run(seconds: $0) }
    }
}
