#if HTTP
/// A route, by name: what an app switches on and off.
public enum RouteName: String, Sendable, Hashable, CaseIterable {
    /// `POST /register`
    case register
    /// `POST /login`
    case logIn = "login"
    /// `POST /logout`
    case logOut = "logout"
    /// `GET /session`
    case session
    /// `GET /livez`, at the root
    case liveness = "livez"
    /// `GET /readyz`, at the root
    case readiness = "readyz"
}
#endif
