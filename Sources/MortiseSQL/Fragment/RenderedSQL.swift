/// A fragment rendered for one dialect: text with numbered placeholders, and what belongs to each number.
public struct RenderedSQL: Sendable, Hashable {
    /// What a placeholder stands for.
    public enum Parameter: Sendable, Hashable {
        /// The input at this position, from 0.
        case input(Int)
        /// A value that belongs to the statement.
        case constant(SQLValue)
    }

    /// The SQL text.
    public let text: String
    /// Placeholder n stands for element n - 1.
    public let parameters: [Parameter]
}

extension SQLFragment {
    /// Renders the fragment: placeholders are numbered here and nowhere else. Inputs come first, in their order, so that
    /// their numbers are the same however often and wherever they are used.
    ///
    /// - Parameters:
    ///   - dialect: The database's way to write it.
    ///   - inputCount: The number of inputs.
    /// - Throws: ``DatabaseError`` with code `.unsupported` when the dialect lacks a feature.
    public func rendered(for dialect: any SQLDialect, inputCount: Int = 0) throws(DatabaseError) -> RenderedSQL {
        var text = ""
        var parameters = (0..<inputCount).map(RenderedSQL.Parameter.input)
        for segment in segments {
            switch segment {
            case .sql(let sql): text += sql
            case .identifier(let name): text += dialect.quoted(name)
            case .input(let index): text += dialect.placeholder(index + 1)
            case .constant(let value, _):
                parameters.append(.constant(value))
                text += dialect.placeholder(parameters.count)
            case .feature(let feature): text += try dialect.render(feature)
            }
        }
        return RenderedSQL(text: text, parameters: parameters)
    }

    /// The types of the constants, in the order in which ``rendered(for:inputCount:)`` numbers them.
    var constants: [(value: SQLValue, type: SQLType)] {
        segments.compactMap { segment in
            if case .constant(let value, let type) = segment { (value, type) } else { nil }
        }
    }
}
