#if HTTP
import Mortise

/// Whose session a request proves.
struct Caller: Sendable {
    let token: SessionToken
    let user: User
    let session: Session
}
#endif
