#if Postgres
import CLibPQ
import MortiseSQL

/// A lookup asked for many callers at once: the lookup itself, run by the server for each element of arrays of inputs.
///
/// Each row says whose it is, so keys may be missing or asked twice, and may lead to any number of rows. What the lookup
/// means is left as it is: only where its inputs come from differs.
struct GatheredStatement {
    let text: String
    let parameterTypes: [Oid]
    /// The types of the inputs; the constants come after them.
    let inputTypes: [SQLType]

    /// The gathered form of a lookup.
    ///
    /// - Returns: `nil` when there is none: without inputs, with one whose type has no arrays in binary form, or with raw
    ///   SQL that may hold placeholders of its own.
    init?(_ template: StatementTemplate, dialect: PostgresDialect) {
        guard template.isLookup, !template.isWrite, !template.isScan else { return nil }
        let segments = template.fragment.segments
        let constants = segments.count { if case .constant = $0 { true } else { false } }
        let inputTypes = Array(template.parameterTypes.dropLast(constants))
        let arrays = inputTypes.compactMap(\.arrayObjectID)
        guard !inputTypes.isEmpty, arrays.count == inputTypes.count else { return nil }
        var number = inputTypes.count
        var lookup = ""
        for segment in segments {
            switch segment {
            case .sql(let sql):
                guard !sql.contains("$") else { return nil }
                lookup += sql
            case .identifier(let name): lookup += dialect.quoted(name)
            case .input(let index): lookup += "mortise_keys.k\(index)"
            case .constant:
                number += 1
                lookup += dialect.placeholder(number)
            case .feature(let feature):
                lookup += dialect.render(feature)
            }
        }
        let inputs = inputTypes.indices
        text = """
            SELECT mortise_rows.*, mortise_keys.caller \
            FROM unnest(\(inputs.map { dialect.placeholder($0 + 1) }.joined(separator: ", "))) \
            WITH ORDINALITY AS mortise_keys(\(inputs.map { "k\($0)" }.joined(separator: ", ")), caller), \
            LATERAL (\(lookup)) AS mortise_rows
            """
        parameterTypes = arrays + template.parameterTypes.suffix(constants).map(\.objectID)
        self.inputTypes = inputTypes
    }
}
#endif
