import Foundation
import Mortise
import MortiseArgon2
import MortiseSQL

/// What many logins at once do to everybody else.
enum CrowdScenario {
    private static let crowd = 500
    private static let password: Password = "correct horse battery"

    static var all: [Scenario<AuthEngine>] { [authenticate, memory] }

    private static var authenticate: Scenario<AuthEngine> {
        let name = "authenticate p99 while 16 log in"
        return Scenario(
            name: name,
            comparisons: [Comparison(name: name, measure: .p99, reference: .variant("idle"), target: 3)], stretch: 4
        ) { auth in
            let signIn = try await auth.logIn(email: LoginScenario.email(0), password: password, in: RequestContext())
            let idle = Variant.tasks(1, named: "idle") { _ in _ = try await auth.authenticate(signIn.token) }
            return [
                Variant(name: "mortise") { seconds in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 0..<16 {
                            group.addTask {
                                while !Task.isCancelled {
                                    _ = try? await auth.logIn(
                                        email: LoginScenario.email(number), password: password, in: RequestContext())
                                }
                            }
                        }
                        let outcome = try await idle.run(seconds)
                        group.cancelAll()
                        return outcome
                    }
                },
                idle,
            ]
        }
    }

    private static var memory: Scenario<AuthEngine> {
        let name = "Memory under \(crowd) logins at once"
        return Scenario(
            name: name,
            comparisons: [
                Comparison(name: name, measure: .memory, reference: .variant("base + threads x m"), target: 1)
            ]
        ) { auth in
            let threads = auth.configuration.hashingThreads
            let mebibytes = Double(threads * Int(auth.configuration.argon2.memoryKiB)) / 1024
            let base = ResidentMemory.mebibytes
            return [
                Variant(name: "mortise") { _ in
                    ResidentMemory.forgetPeak()
                    let start = SystemTime.monotonicNanoseconds
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 0..<crowd {
                            group.addTask {
                                _ = try await auth.logIn(
                                    email: LoginScenario.email(number % 16), password: password, in: RequestContext())
                            }
                        }
                        try await group.waitForAll()
                    }
                    return Outcome(
                        operations: crowd, seconds: Double(SystemTime.monotonicNanoseconds - start) / 1e9,
                        cpuSeconds: nil, latencies: [], peakMebibytes: ResidentMemory.peakMebibytes)
                },
                Variant(name: "base + threads x m") { _ in
                    Outcome(
                        operations: 1, seconds: 1, cpuSeconds: nil, latencies: [], peakMebibytes: base + mebibytes)
                },
            ]
        }
    }
}
