import Testing

@testable import MortiseSQL

@Suite struct PoolStateTests {
    @Test func `vacancies are given out first, then waiters are served in order`() {
        var pool = PoolState<String, String>(capacity: 1)
        guard case .granted(.vacancy) = pool.lease() else { return #expect(Bool(false), "no vacancy") }
        guard case .wait = pool.lease("first"), case .wait = pool.lease("second") else {
            return #expect(Bool(false), "they must wait")
        }
        #expect(pool.waiting == 2 && pool.inUse == 1)
        guard case .handOver(.resource("a"), let next) = pool.release("a") else {
            return #expect(Bool(false), "nobody was served")
        }
        #expect(next == "first")
        guard case .handOver(.resource("a"), let last) = pool.release("a") else {
            return #expect(Bool(false), "nobody was served")
        }
        #expect(last == "second")
        guard case .kept = pool.release("a") else { return #expect(Bool(false), "not kept") }
        #expect(pool.idle == ["a"] && pool.inUse == 0)
    }

    @Test func `who comes while others wait does not overtake them`() {
        var pool = PoolState<String, String>(capacity: 1)
        _ = pool.lease()
        _ = pool.lease()
        #expect(pool.leaseNow() == nil)
    }

    @Test func `a lost resource leaves its place to the next waiter`() {
        var pool = PoolState<String, String>(capacity: 1)
        _ = pool.lease()
        guard case .wait = pool.lease("next") else { return #expect(Bool(false), "it must wait") }
        guard case .handOver(.vacancy, let next) = pool.release(nil) else {
            return #expect(Bool(false), "the place was not handed over")
        }
        #expect(next == "next" && pool.inUse == 1)
        _ = pool.release(nil)
        #expect(pool.inUse == 0 && pool.idle.isEmpty)
    }

    @Test func `a waiter that gives up is passed over`() {
        var pool = PoolState<String, String>(capacity: 1)
        _ = pool.lease()
        guard case .wait(let first) = pool.lease("first"), case .wait = pool.lease("second") else {
            return #expect(Bool(false), "they must wait")
        }
        #expect(pool.abandon(first) == "first" && pool.abandon(first) == nil)
        guard case .handOver(_, let next) = pool.release("a") else { return #expect(Bool(false), "nobody was served") }
        #expect(next == "second")
    }

    @Test func `a closed pool refuses, and discards what comes back`() {
        var pool = PoolState<String, String>(capacity: 2)
        _ = pool.lease()
        _ = pool.lease()
        _ = pool.release("a")
        guard case .wait = (pool.lease(), pool.lease()).1 else { return #expect(Bool(false), "it must wait") }
        let ended = pool.close()
        #expect(ended.idle.isEmpty && ended.waiters.count == 1)
        guard case .closed = pool.lease() else { return #expect(Bool(false), "it is closed") }
        guard case .discard("b"?) = pool.release("b") else { return #expect(Bool(false), "not discarded") }
    }
}

extension PoolState where Waiter == String {
    fileprivate mutating func lease(_ waiter: String = "anybody") -> LeaseDecision { lease(for: waiter, until: .now) }
}

extension PoolSlot: Equatable where Resource: Equatable {
    static func == (lhs: Self, rhs: Self) -> Bool {
        switch (lhs, rhs) {
        case (.vacancy, .vacancy): true
        case (.resource(let a), .resource(let b)): a == b
        default: false
        }
    }
}
