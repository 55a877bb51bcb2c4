#if SQLite
import MortiseLocking
import MortiseSQL

/// The writes that wait while the connection that writes is busy, in the order of asking.
///
/// One task leads: it waits for the connection in the pool's order, like a transaction, and then runs all writes that
/// have gathered meanwhile. The others only wait to be told.
final class WriteQueue: Sendable {
    // A bound on the time for which one group keeps the connection from a transaction that waits, and its thread busy.
    private static let largestGroup = 256

    private struct State {
        var isLed = false
        /// Those that wait to be told; without the leader.
        var followers: [PendingWrite] = []
        var hasTimer = false

        mutating func nextLeader() -> PendingWrite? {
            isLed = !followers.isEmpty
            return isLed ? followers.removeFirst() : nil
        }

        mutating func nextDeadline() -> ContinuousClock.Instant? {
            hasTimer = !followers.isEmpty
            return followers.first?.deadline
        }
    }

    private let state = Locked(State())

    /// The number of tasks that wait to be told.
    var waiting: Int { state.withLock { $0.followers.count } }

    /// Waits until the write was run, or until its task is to lead: at once, where nobody does.
    ///
    /// A cancelled write leaves the queue. One that was taken into a group gets its true outcome.
    func wait(_ write: PendingWrite) async -> PendingWrite.Verdict {
        await withTaskCancellationHandler {
            await withHandover { handover in
                let leads = state.withLock { state in
                    guard state.isLed else {
                        state.isLed = true
                        return true
                    }
                    write.handover = handover
                    state.followers.append(write)
                    if !state.hasTimer {
                        state.hasTimer = true
                        Task { await self.expireLateOnes() }
                    }
                    return false
                }
                if leads { return handover.resume(returning: .lead) }
                // The handler may have run before the write was in the queue.
                if Task.isCancelled { abandon(write) }
            }
        } onCancel: {
            abandon(write)
        }
    }

    /// The writes to be run with that of the leader, who leads no more: those who come from now on gather anew.
    func takeGroup() -> [PendingWrite] {
        let (group, leader) = state.withLock { state in
            let group = Array(state.followers.prefix(Self.largestGroup - 1))
            state.followers.removeFirst(group.count)
            return (group, state.nextLeader())
        }
        leader?.handover?.resume(returning: .lead)
        return group
    }

    /// Lets the next one lead, as this leader got no connection.
    func abdicate() {
        let leader = state.withLock { $0.nextLeader() }
        leader?.handover?.resume(returning: .lead)
    }

    private func abandon(_ write: PendingWrite) {
        let isWaiting = state.withLock { state in
            guard let position = state.followers.firstIndex(where: { $0 === write }) else { return false }
            state.followers.remove(at: position)
            return true
        }
        if isWaiting {
            write.settle(with: DatabaseError(.cancelled, "cancelled while waiting for the connection that writes"))
        }
    }

    /// One timer for all of them: it sleeps until the first has waited too long.
    private func expireLateOnes() async {
        while let deadline = state.withLock({ $0.nextDeadline() }) {
            do { try await Task.sleep(until: deadline, clock: .continuous) } catch { return }
            let late = state.withLock { state in
                let late = state.followers.prefix { $0.deadline <= .now }
                state.followers.removeFirst(late.count)
                return Array(late)
            }
            for write in late {
                write.settle(
                    with: DatabaseError(.poolExhausted, "the connection that writes did not come free in time"))
            }
        }
    }
}

extension PendingWrite {
    /// Tells its task that it was refused.
    fileprivate func settle(with error: DatabaseError) {
        refuse(error)
        handover?.resume(returning: .settled)
    }
}
#endif
