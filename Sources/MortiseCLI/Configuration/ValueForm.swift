#if CLI
/// The written form of a value: how it is called in the documentation, read, and shown without its secrets.
struct ValueForm<Value: Sendable>: Sendable {
    /// What the documentation calls it.
    let name: String
    /// Reads a text.
    let parse: @Sendable (String) throws(InvalidValue) -> Value
    /// What may be shown of a text of this form, valid or not.
    let shown: @Sendable (String) -> String

    init(
        _ name: String, shown: @escaping @Sendable (String) -> String = { $0 },
        parse: @escaping @Sendable (String) throws(InvalidValue) -> Value
    ) {
        self.name = name
        self.shown = shown
        self.parse = parse
    }
}
#endif
