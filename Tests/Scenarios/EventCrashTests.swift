#if CLI
import Foundation
import Mortise
import MortiseLocking
import MortiseSQL
import MortiseTesting
import Testing

@testable import CrashProbe

/// `kill -9` of an engine between the commit of events and mails and the end of their delivery.
struct EventCrashTests {
    @Test(arguments: TestBackend.concurrent)
    func `F1: an event and a mail that were committed get there, whenever the process is killed`(
        backend: TestBackend
    ) async throws {
        var chance = Chance()
        try await backend.withStorage { storage in
            let (url, ring) = (try #require(storage.url), "\(storage.folder.path)/mortise.keys")
            var committed: Set<String> = []
            var received: [String] = []
            var mailed: [String] = []
            // At each point once, then at any moment.
            let ends = EventProbe.End.allCases + Array(repeating: .never, count: Soak.size(4, soak: 200))
            for (round, end) in ends.enumerated() {
                let moment = Duration.milliseconds(.random(in: 0...300, using: &chance))
                let comment: Comment = "seed \(chance.seed), round \(round), \(end) after \(moment)"
                let probe = try RunningProgram(
                    "CrashProbe", ["events", url, ring, end.rawValue, "\(round)"], in: storage.folder)
                #expect(try await probe.firstLine() == "ready", comment)
                if end == .never {
                    // The moment is the point, so nothing is awaited.
                    try await Task.sleep(for: moment)
                    probe.send(SIGKILL)
                }
                let result = try await probe.end()
                #expect(result.signal == SIGKILL, "\(comment): \(result.errors)")
                let lines = result.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
                #expect(!lines.contains { $0.first == "!" }, "\(comment): \(result.output)")
                committed.formUnion(lines.filter { $0.first == "committed" }.compactMap(\.last))
                let own = lines.filter { $0.first == "received" }.compactMap(\.last)
                received += own
                mailed += lines.filter { $0.first == "mailed" }.compactMap(\.last)
                switch end {
                case .committed, .receiving: #expect(own.isEmpty, comment)
                case .received: #expect(!own.isEmpty, comment)
                case .mailing, .mailed, .never: break
                }
            }
            let waiting = try await deliverRest(storage, ring, &received, &mailed)
            #expect(waiting >= 3, "every process has delivered all it had")
            #expect(committed.isSubset(of: received), "seed \(chance.seed): lost")
            #expect(Set(received).count < received.count, "what was received and not recorded comes again")
            #expect(Set(mailed).count < mailed.count, "so does a mail")
            print("\(backend): \(ends.count) kills, \(committed.count) events, \(waiting) left to the next process")
        }
    }

    /// Delivers what the dead have left, and looks that every account of the database was heard of, and got its mail.
    ///
    /// - Returns: How many events waited.
    private func deliverRest(
        _ storage: TestStorage, _ ring: String, _ received: inout [String], _ mailed: inout [String]
    ) async throws -> Int {
        let heard = Locked<[String]>([])
        // The leases of the dead are over.
        let clock = ManualClock(at: SystemClock().now + .seconds(3600))
        let mail = CapturedMail()
        let configuration = AuthConfiguration.listening { user in heard.withLock { $0.append(user.description) } }
            .mailing(through: mail)
        let engine = try await AuthEngine.open(
            storage.source, keyring: .existingFile(ring), configuration: configuration, clock: clock)
        let waiting = try await engine.eventBacklog().count
        let round = try await engine.deliverEvents()
        #expect(round.sent == waiting && round.postponed == 0 && round.buried == 0)
        received += heard.withLock { $0 }
        #expect(try await engine.deliverMail().sent > 0, "every process has sent all it had")
        mailed += mail.sent.map(\.to.address.address)
        #expect(try await engine.mailBacklog().count == 0)
        var last: UserID?
        while case let page = try await engine.users(after: last), let end = page.last {
            last = end.id
            let silent = page.filter { !received.contains($0.id.description) }
            #expect(silent.isEmpty, "\(silent.count) accounts that nobody was told of")
            let forgotten = page.filter { !mailed.contains($0.email.address) }
            #expect(forgotten.isEmpty, "\(forgotten.count) accounts that got no mail")
        }
        let report = try await engine.verify()
        #expect(report.isConsistent, "\(report.findings)")
        await engine.close()
        return waiting
    }
}
#endif
