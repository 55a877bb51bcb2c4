/// A value that is given when the statement runs.
public struct Parameter<Value: SQLConvertible>: SQLExpression {
    /// Its position among the statement's inputs, from 0.
    let index: Int

    /// The placeholder.
    public var fragment: SQLFragment { SQLFragment([.input(index)]) }
}
