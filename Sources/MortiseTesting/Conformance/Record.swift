import MortiseLocking

/// What parallel tasks note down, in the order in which they do.
final class Record: Sendable {
    private let list = Locked<[Int]>([])

    var entries: [Int] { list.withLock { $0 } }

    func append(_ entry: Int) {
        list.withLock { $0.append(entry) }
    }
}
