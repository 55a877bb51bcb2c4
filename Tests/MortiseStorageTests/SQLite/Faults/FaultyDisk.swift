#if SQLite
import CSQLite
import Glibc
import MortiseLocking

/// The disk under the SQLite files of one folder, which fails when it is told to.
final class FaultyDisk: Sendable {
    enum Call: CaseIterable {
        case open
        case read
        case write
        case sync
        case truncate
        case sharedMemory
    }

    /// How a call fails: with SQLite's status and the number the system gives.
    struct Failure {
        let status: Int32
        let systemError: Int32

        static let inputOutput = Failure(status: SQLITE_IOERR, systemError: EIO)
        static let noRoom = Failure(status: SQLITE_FULL, systemError: ENOSPC)
    }

    private struct State {
        var room: Int64?
        var sizes: [String: Int64] = [:]
        var strike: Strike?
    }

    private struct Strike {
        let calls: Set<Call>
        let failure: Failure
        let isLasting: Bool
        var remaining: Int
        var hasStruck = false
    }

    private let state = Locked(State())

    /// Lets the n-th of these calls fail, counted from 1 and from now, and all after it where the failure is lasting.
    func strike(call: Int, of calls: Set<Call>, with failure: Failure, isLasting: Bool = false) {
        state.withLock {
            $0.strike = Strike(calls: calls, failure: failure, isLasting: isLasting, remaining: call)
        }
    }

    /// Lets files grow by so many bytes in all.
    func leave(room: Int64) { state.withLock { $0.room = room } }

    /// Everything works again.
    ///
    /// - Returns: Whether the strike came to pass.
    @discardableResult
    func heal() -> Bool {
        state.withLock { state in
            defer {
                state.strike = nil
                state.room = nil
            }
            return state.strike?.hasStruck ?? false
        }
    }

    /// Asked before each call.
    ///
    /// - Returns: How it fails, if it does.
    func failure(of call: Call) -> Failure? {
        state.withLock { state in
            guard var strike = state.strike, strike.calls.contains(call) else { return nil }
            defer { state.strike = strike }
            strike.remaining -= 1
            guard strike.remaining == 0 || strike.isLasting && strike.remaining < 0 else { return nil }
            strike.hasStruck = true
            return strike.failure
        }
    }

    /// Asked before a write, with where it ends.
    func failure(ofWriteTo file: String, upTo end: Int64) -> Failure? {
        if let failure = failure(of: .write) { return failure }
        return state.withLock { state in
            let size = state.sizes[file, default: 0]
            guard end > size else { return nil }
            if let room = state.room {
                guard end - size <= room else { return .noRoom }
                state.room = room - (end - size)
            }
            state.sizes[file] = end
            return nil
        }
    }

    /// Told when a file got a size.
    func resized(_ file: String, to size: Int64) { state.withLock { $0.sizes[file] = size } }
}
#endif
