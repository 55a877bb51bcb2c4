#if HTTP
public import Mortise

/// The metrics of a process as text, and who may read them.
public struct MetricsPage: Sendable {
    private let networks: [IPNetwork]
    /// The text, in the format of Prometheus.
    let text: @Sendable () -> String

    /// A page.
    ///
    /// - Parameters:
    ///   - networks: Where clients may read it from; to others there is no such path. A client behind a proxy that is
    ///     not trusted has the proxy's address.
    ///   - text: The text at the time of a request.
    public init(for networks: [IPNetwork], text: @escaping @Sendable () -> String) {
        self.networks = networks
        self.text = text
    }

    /// Whether a client may read it.
    func isOpen(to client: IPAddress?) -> Bool {
        guard let client else { return false }
        return networks.contains { $0.contains(client) }
    }
}
#endif
