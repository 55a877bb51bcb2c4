#if CLI
import MortiseHTTP

/// Whether browsers reach the server, and whether it knows who they are.
struct AddressCheck: Check {
    let name = "address"

    func findings(in installation: Installation) async -> [Finding] {
        let configuration = installation.configuration
        guard let base = configuration.baseURL, base.origin.isSecure else {
            let shown = configuration.baseURL?.description ?? "a free port of 127.0.0.1"
            return [
                .warning(
                    "only browsers of this machine reach \(shown), and without TLS",
                    fix: "Set MORTISE_BASE_URL=https://HOST, the address of the proxy in front.")
            ]
        }
        // The server itself speaks no TLS.
        guard configuration.trustedProxies.isEmpty else {
            return [.ok("\(base), behind \(configuration.trustedProxies.count) trusted networks")]
        }
        return [
            .warning(
                "\(base) is served by a proxy that is not trusted, so all clients share its address and its limits",
                fix: "Name the proxy's address in MORTISE_TRUSTED_PROXIES.")
        ]
    }
}
#endif
