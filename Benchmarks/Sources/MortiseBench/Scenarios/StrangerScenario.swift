import Mortise
import MortiseSQL

/// What a stranger could learn from a clock: flows on addresses that are known and on others, by turns.
enum StrangerScenario {
    private static let password: Password = "correct horse battery"
    private static let wrong: Password = "wrong horse battery"

    static var all: [Scenario<AuthEngine>] {
        [
            scenario("Login") { auth, email in
                _ = try? await auth.logIn(email: email, password: wrong, in: RequestContext())
            },
            scenario("Register") { auth, email in
                _ = try? await auth.register(email: email, password: password, in: RequestContext())
            },
            scenario("Reset") { auth, email in
                try await auth.requestPasswordReset(email: email, in: RequestContext())
            },
            scenario("Resend") { auth, email in
                try await auth.resendVerification(email: email, in: RequestContext())
            },
        ]
    }

    private static func scenario(
        _ flow: String, _ ask: @escaping @Sendable (AuthEngine, _ email: String) async throws -> Void
    ) -> Scenario<AuthEngine> {
        let name = "\(flow), known beside unknown address"
        return Scenario(
            name: name,
            comparisons: [
                Comparison(name: name, measure: .median, reference: .variant("unknown"), target: 1.05),
                Comparison(
                    name: "\(flow), told apart by a clock", measure: .likeness, reference: .limit(0.05), target: 1),
            ],
            stretch: 7
        ) { auth in
            let samples = Samples()
            return [
                Variant(name: "known") { seconds in
                    try await interleaved(for: seconds, into: samples, auth, ask)
                },
                Variant(name: "unknown") { _ in samples.lastOfUnknown },
            ]
        }
    }

    private static func interleaved(
        for seconds: Double, into samples: Samples, _ auth: AuthEngine,
        _ ask: (AuthEngine, String) async throws -> Void
    ) async throws -> Outcome {
        var random = WorkerRandom()
        var times: [[UInt32]] = [[], []]
        let start = SystemTime.monotonicNanoseconds
        let deadline = start + UInt64(seconds * 1e9)
        repeat {
            // Which of the two comes first is chance, so that neither always follows the other.
            let isKnownFirst = Bool.random(using: &random)
            for isKnown in [isKnownFirst, !isKnownFirst] {
                let email = isKnown ? LoginScenario.email(0) : "\(random.next())@example.net"
                let before = SystemTime.monotonicNanoseconds
                try await ask(auth, email)
                times[isKnown ? 0 : 1].append(UInt32(clamping: SystemTime.monotonicNanoseconds - before))
            }
        } while SystemTime.monotonicNanoseconds < deadline
        let elapsed = Double(SystemTime.monotonicNanoseconds - start) / 1e9
        samples.add(known: times[0], unknown: times[1], seconds: elapsed)
        return Outcome(
            operations: times[0].count, seconds: elapsed, cpuSeconds: nil, latencies: times[0],
            likeness: MannWhitney.pValue(samples.known, samples.unknown))
    }

    /// The samples of all rounds. The rounds follow each other in one task.
    private final class Samples {
        private(set) var known: [UInt32] = []
        private(set) var unknown: [UInt32] = []
        private(set) var lastOfUnknown = Outcome(operations: 0, seconds: 1, cpuSeconds: nil, latencies: [])

        func add(known: [UInt32], unknown: [UInt32], seconds: Double) {
            self.known += known
            self.unknown += unknown
            lastOfUnknown = Outcome(
                operations: unknown.count, seconds: seconds, cpuSeconds: nil, latencies: unknown)
        }
    }
}
