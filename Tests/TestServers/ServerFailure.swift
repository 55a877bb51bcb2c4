/// A server of the tests did not do what it was told.
public struct ServerFailure: Error, CustomStringConvertible {
    /// What went wrong, with the server's last words.
    public let description: String

    init(_ description: String) { self.description = description }
}
