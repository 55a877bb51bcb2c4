#if CLI
import Mortise
import MortiseHTTP

extension ValueForm where Value == Origin {
    /// An origin that a browser may send.
    static var origin: ValueForm {
        ValueForm("origin") { text throws(InvalidValue) in
            guard let origin = Origin(text) else {
                throw InvalidValue(
                    "holds something that is no origin", fix: "Give origins as https://app.example, without a path")
            }
            return origin
        }
    }
}

extension ValueForm where Value == BaseURL {
    /// The address under which browsers reach the server: https anywhere, http on this machine alone.
    static var baseURL: ValueForm {
        ValueForm("`https://…`, or `http://…` on a loopback address") { text throws(InvalidValue) in
            do throws(HTTPConfigurationError) {
                return try BaseURL(text)
            } catch {
                let problem =
                    switch error {
                    case .insecureBaseURL: "would send passwords in the clear"
                    default: "is not the address of a server without a path"
                    }
                throw InvalidValue(
                    problem, fix: "Give https://HOST, or http://127.0.0.1:PORT for this machine alone")
            }
        }
    }
}

extension ValueForm where Value == IPNetwork {
    /// A block of addresses, or one address.
    static var network: ValueForm {
        ValueForm("address or CIDR block") { text throws(InvalidValue) in
            guard let network = IPNetwork(text) else {
                throw InvalidValue(
                    "holds something that is no network", fix: "Give blocks such as 10.0.0.0/8 or single addresses")
            }
            return network
        }
    }
}
#endif
