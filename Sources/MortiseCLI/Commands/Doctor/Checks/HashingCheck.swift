#if CLI
import Glibc
import Mortise
import MortiseArgon2

/// Whether a password hash costs a guesser enough, and a login not too much.
struct HashingCheck: Check {
    let name = "hashing"
    let target: Duration

    func findings(in installation: Installation) async -> [Finding] {
        let engine = installation.configuration.engine
        do throws(Argon2Error) {
            let seconds = try await Self.measured(engine.argon2)
            return [HashingCost(parameters: engine.argon2, seconds: seconds, target: target).finding]
                + memory(of: engine)
        } catch {
            return [.failed("no password can be hashed: \(error)", fix: "Lower MORTISE_ARGON2_MEMORY_KIB.")]
        }
    }

    /// The seconds of one hash on a hashing thread: the least of a few, where it is short enough to be disturbed.
    private static func measured(_ parameters: Argon2Parameters) async throws(Argon2Error) -> Double {
        let pool = try HashingPool(threads: 1)
        var least = Double.infinity
        var spent = 0.0
        repeat {
            _ = try await pool.hash(
                password: Array("doctor".utf8), salt: [UInt8](repeating: 0, count: 16), parameters: parameters)
            let total = pool.statistics.totalSeconds
            least = min(least, total - spent)
            spent = total
        } while spent < 0.3 && pool.statistics.completed < 5
        await pool.close()
        return least
    }

    /// Whether all threads at once have the memory they ask for.
    private func memory(of engine: AuthConfiguration) -> [Finding] {
        let pages = sysconf(Int32(_SC_PHYS_PAGES))
        let size = sysconf(Int32(_SC_PAGESIZE))
        let needed = engine.hashingThreads * engine.argon2.memoryKiB / 1024
        guard pages > 0, size > 0, case let present = (pages * size) >> 20, needed > present / 2 else { return [] }
        return [
            .warning(
                "\(engine.hashingThreads) threads may take \(needed) MiB of \(present) MiB",
                fix: "Set a lower MORTISE_ARGON2_THREADS.")
        ]
    }
}
#endif
