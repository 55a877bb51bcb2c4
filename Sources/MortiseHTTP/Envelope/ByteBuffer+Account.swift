#if HTTP
import Mortise
import NIOCore

extension ByteBuffer {
    /// Writes `{"user":…}`.
    mutating func writeData(_ user: User) {
        writeStaticString(#"{"user":"#)
        writeJSON(user)
        writeStaticString("}")
    }

    /// Writes `{"user":…,"session":…}`; the token where the client asked to keep it itself.
    mutating func writeData(_ user: User, _ session: Session, token: SessionToken? = nil) {
        writeStaticString(#"{"user":"#)
        writeJSON(user)
        writeStaticString(#","session":{"id":"#)
        writeJSON(session.id.description)
        writeStaticString(#","expires_at":"#)
        writeJSON(session.expiresAt)
        writeStaticString(#","idle_expires_at":"#)
        writeJSON(session.idleExpiresAt)
        if let token {
            writeStaticString(#","token":"#)
            writeJSON(token.reveal())
        }
        writeStaticString("}}")
    }

    private mutating func writeJSON(_ user: User) {
        writeStaticString(#"{"id":"#)
        writeJSON(user.id.description)
        writeStaticString(#","email":"#)
        writeJSON(user.email.address)
        writeStaticString(#","display_name":"#)
        writeJSON(user.displayName)
        writeStaticString(#","is_verified":"#)
        writeJSON(user.isVerified)
        writeStaticString(#","created_at":"#)
        writeJSON(user.createdAt)
        writeStaticString(#","updated_at":"#)
        writeJSON(user.updatedAt)
        writeStaticString(#","last_login_at":"#)
        writeJSON(user.lastLoginAt)
        writeStaticString(#","version":"#)
        writeString(String(user.version))
        writeStaticString("}")
    }
}
#endif
