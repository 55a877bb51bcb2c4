import Testing

@testable import MortiseSQL

@Suite struct WaiterQueueTests {
    private let start = ContinuousClock.now

    @Test func `ten thousand who come, leave and are served at random keep the order of asking`() {
        let count = 10_000
        var queue = WaiterQueue<Int>()
        let ids = (0..<count).map { queue.append($0, until: start) }
        var gone: Set<Int> = []
        var served: [Int] = []
        for number in (0..<count).shuffled().prefix(count / 2) {
            #expect(queue.remove(ids[number]) == (gone.insert(number).inserted ? number : nil))
            if number.isMultiple(of: 3), let first = queue.popFirst() {
                #expect(gone.insert(first).inserted)
                served.append(first)
            }
            #expect(queue.count == count - gone.count)
        }
        while let next = queue.popFirst() {
            #expect(gone.insert(next).inserted)
            served.append(next)
        }
        #expect(served == served.sorted())
        #expect(gone.count == count && queue.isEmpty && queue.firstDeadline == nil)
    }

    @Test func `only those at their deadline are late`() {
        var queue = WaiterQueue<String>()
        let first = queue.append("first", until: start + .seconds(1))
        _ = queue.append("second", until: start + .seconds(2))
        _ = queue.append("third", until: start + .seconds(3))
        #expect(queue.popLate(at: start) == nil)
        #expect(queue.remove(first) == "first")
        #expect(queue.firstDeadline == start + .seconds(2))
        #expect(queue.popLate(at: start + .seconds(2)) == "second")
        #expect(queue.popLate(at: start + .seconds(2)) == nil)
        #expect(queue.removeAll() == ["third"] && queue.isEmpty)
    }

    @Test func `a place that is empty again is not mistaken for one that is taken`() {
        var queue = WaiterQueue<String>()
        let first = queue.append("first", until: start)
        #expect(queue.popFirst() == "first")
        let second = queue.append("second", until: start)
        #expect(queue.remove(first) == nil)
        #expect(queue.remove(second) == "second")
    }
}
