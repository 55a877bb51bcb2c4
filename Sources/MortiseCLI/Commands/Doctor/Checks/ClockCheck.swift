#if CLI
import Mortise
import MortiseSQL

/// Whether the clock of this machine is right, as far as the database tells: what nodes write must be in one order.
struct ClockCheck: Check {
    private static let tolerable = Duration.seconds(1)
    // Codes and short waits are over before.
    private static let harmful = Duration.seconds(30)
    private static let fix = "Let the system keep the time: `timedatectl set-ntp true`."

    let name = "clock"
    let clock: any WallClock

    init(clock: any WallClock = SystemClock()) {
        self.clock = clock
    }

    func findings(in installation: Installation) async -> [Finding] {
        guard let engine = installation.engine, !installation.lacksTables else {
            return [.skipped("there are no tables to compare it with yet")]
        }
        do {
            let newest = try await engine.auditEvents(AuditQuery(limit: 1)).events.first?.createdAt
            if let newest, newest - clock.now > Self.tolerable {
                return [
                    .failed(
                        "the audit log has an entry of \(newest.rfc3339), which is \(Self.words(newest - clock.now)) ahead",
                        fix: Self.fix)
                ]
            }
            guard engine.database.dialect.name == "postgres" else {
                return [.ok("nothing is stored that lies ahead of it")]
            }
            return [verdict(on: try await offset(from: engine.database))]
        } catch {
            return [.failed(error, otherwise: "Look into the database's own log.")]
        }
    }

    private func offset(from database: any Database) async throws(DatabaseError) -> Duration {
        let moment = Projection(Expression<Instant>(unsafeRaw: .sql("moment")))
        let statement = Statement(once: "doctor.clock", Raw(.sql("SELECT clock_timestamp()"), returning: moment))
        let before = clock.now
        let server = try await database.first(statement) ?? before
        return server - before - (clock.now - before) / 2
    }

    private func verdict(on offset: Duration) -> Finding {
        let text = "the database's clock differs by \(Self.words(offset < .zero ? .zero - offset : offset))"
        if offset > Self.harmful || offset < .zero - Self.harmful { return .failed(text, fix: Self.fix) }
        if offset > Self.tolerable || offset < .zero - Self.tolerable { return .warning(text, fix: Self.fix) }
        return .ok("it is that of the database, and nothing is stored that lies ahead of it")
    }

    private static func words(_ duration: Duration) -> String {
        "\(duration.components.seconds) seconds"
    }
}
#endif
