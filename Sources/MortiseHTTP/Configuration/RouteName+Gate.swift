#if HTTP
import Mortise

extension RouteName {
    /// The gate of a route of the API. A page has that of the flow which its form is for: see `Route.pages`.
    var gate: Gate? {
        switch self {
        case .logIn, .changePassword, .requestEmailChange, .deleteAccount: .logIn
        case .register: .register
        case .requestPasswordReset: .requestPasswordReset
        case .resendVerification: .resendVerification
        case .showVerification, .verifyEmail, .resetPassword, .confirmEmailChange, .undoEmailChange, .unlock: .useToken
        default: nil
        }
    }
}
#endif
