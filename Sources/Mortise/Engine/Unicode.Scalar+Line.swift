extension Unicode.Scalar {
    /// Whether it neither begins another line nor turns the direction in which the text around it is shown: what may
    /// stand in one line of a header, a log or a table.
    var staysInItsLine: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: !(0x202A...0x202E).contains(value) && !(0x2066...0x2069).contains(value)
        }
    }
}
