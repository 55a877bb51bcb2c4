#if CLI
import MortiseSQL

/// Rows to be counted after a crash. No key: a row that was written twice is there twice.
struct LedgerTable: Table {
    static let name = "ledger"
    let round = column("round", Int64.self)
    let id = column("id", Int64.self)
    /// What the rows of one transaction share; 0 for a row that was written alone.
    let pair = column("pair", Int64.self)
    let text = column("text", String.self)

    /// The statement that makes it, on either database.
    static let creation = Statement(
        once: "ledger.create",
        Raw(
            SQLFragment(
                unsafeRaw: """
                    CREATE TABLE ledger (round bigint NOT NULL, id bigint NOT NULL, pair bigint NOT NULL, text text NOT NULL)
                    """)))

    static let index = Statement(
        once: "ledger.index", Raw(SQLFragment(unsafeRaw: "CREATE INDEX ledger_id_idx ON ledger (id)")))

    static let ledger = LedgerTable()

    static let add = Query("ledger.add") {
        (round: Parameter<Int64>, id: Parameter<Int64>, pair: Parameter<Int64>, text: Parameter<String>) in
        Insert(
            into: ledger,
            [
                ledger.round.set(to: round), ledger.id.set(to: id), ledger.pair.set(to: pair),
                ledger.text.set(to: text),
            ])
    }

    static let textOf = Query("ledger.text") { (id: Parameter<Int64>) in
        Select(Projection(ledger.text), from: ledger).where(ledger.id == id)
    }

    static let change = Query("ledger.change") { (id: Parameter<Int64>, text: Parameter<String>) in
        Update(ledger, set: [ledger.text.set(to: text)], where: ledger.id == id)
    }

    static let count = Query("ledger.count", isScan: true) { Select(Projection(MortiseSQL.count()), from: ledger) }

    /// The rows of a round.
    static let rows = Query("ledger.rows", isScan: true) { (round: Parameter<Int64>) in
        Select(
            Projection(ledger.id, ledger.pair) { (id: Int64, pair: Int64) in LedgerRow(id: id, pair: pair) },
            from: ledger
        ).where(ledger.round == round)
    }
}

/// A row, without its text.
struct LedgerRow: Sendable {
    let id: Int64
    let pair: Int64
}
#endif
