#if CLI
import Foundation
import MortiseSQL
import MortiseTesting
import Testing

@testable import CrashProbe

/// `kill -9` while many tasks write at once, again and again on the same database.
struct StorageCrashTests {
    @Test(arguments: TestBackend.concurrent)
    func `F1: what many writers were told is written outlives kill -9 at any moment`(
        backend: TestBackend
    ) async throws {
        var chance = Chance()
        let kills = Soak.size(backend.isSQLite ? 15 : 3, soak: 500)
        try await backend.withStorage { storage in
            try await storage.withDatabase { _ = try await $0.execute(LedgerTable.creation) }
            var total = 0
            for round in 1...Int64(kills) {
                let moment = Duration.milliseconds(.random(in: 0...250, using: &chance))
                let writers = [1, 4, 32, 128].randomElement(using: &chance) ?? 1
                let comment: Comment = "seed \(chance.seed), kill \(round) of \(writers) writers after \(moment)"
                let url = try #require(storage.url)
                let probe = try RunningProgram(
                    "CrashProbe", ["write", url, "\(round)", "\(writers)", "0"], in: storage.folder)
                // Now and then it dies while it opens what the one before has left.
                if round % 5 != 0 { #expect(try await probe.firstLine() == "ready", comment) }
                // The moment is the point, so nothing is awaited.
                try await Task.sleep(for: moment)
                probe.send(SIGKILL)
                let end = try await probe.end()
                #expect(end.signal == SIGKILL, "\(comment): \(end.errors)")
                let ledger = WrittenLedger(end.output)
                #expect(ledger.errors.isEmpty, comment)
                try await storage.withDatabase { try await ledger.expectPresence(in: $0, rounds: [round], comment) }
                total += ledger.ids.count
            }
            #expect(total > kills * 10, "hardly anything was written")
            print("\(backend): \(kills) kills, \(total) acknowledged rows")
        }
    }
}
#endif
