#if CLI
import MortiseSQL

/// Many tasks that write at once and tell of each write once it is acknowledged.
///
/// Each line says one thing: `ready`, an id, two ids with a space between for a transaction of two rows, `! code` for
/// an error.
struct LedgerWriters {
    let database: any Database
    let round: Int64
    let writers: Int
    /// How often each of them writes; `nil` for ever.
    let count: Int?

    func run() async {
        tell("ready")
        await withTaskGroup { group in
            for writer in 0..<writers {
                group.addTask { await write(as: Int64(writer)) }
            }
        }
    }

    private func write(as writer: Int64) async {
        let text = String(repeating: "x", count: 200)
        var id = (round * 1_000 + writer) * 1_000_000
        var written = 0
        while count.map({ written < $0 }) ?? true {
            written += 1
            id += 2
            do {
                if written % 3 == 0 {
                    try await database.transaction { [id] transaction in
                        try await transaction.execute(LedgerTable.add(round, id, id, text))
                        try await transaction.execute(LedgerTable.add(round, id + 1, id, text))
                    }
                    tell("\(id) \(id + 1)")
                } else {
                    try await database.execute(LedgerTable.add(round, id, 0, text))
                    tell("\(id)")
                }
            } catch {
                tell("! \((error as? DatabaseError)?.description ?? "\(error)")")
            }
        }
    }
}
#endif
