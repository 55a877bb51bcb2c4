#if HTTP
import Mortise

extension RouteName {
    /// Where the tries of a client address are counted before anything else of the request is looked at.
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
