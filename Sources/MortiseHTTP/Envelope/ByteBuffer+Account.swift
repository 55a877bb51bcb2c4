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

    /// Writes `{"user":…,"session":…}`.
    mutating func writeData(_ user: User, _ session: Session) {
        writeStaticString(#"{"user":"#)
        writeJSON(user)
        writeStaticString(#","session":"#)
        writeJSON(session)
        writeStaticString("}")
    }

    /// Writes `{"user":…,"session":…,"device":…}` with the tokens, for a client that keeps them itself.
    mutating func writeData(_ user: User, _ signIn: SignIn) {
        writeStaticString(#"{"user":"#)
        writeJSON(user)
        writeStaticString(#","session":"#)
        writeTokens(signIn)
    }

    /// Writes `{"session":…}`.
    mutating func writeData(_ session: Session) {
        writeStaticString(#"{"session":"#)
        writeJSON(session)
        writeStaticString("}")
    }

    /// Writes `{"session":…,"device":…}` with the tokens, for a client that keeps them itself.
    mutating func writeData(_ signIn: SignIn) {
        writeStaticString(#"{"session":"#)
        writeTokens(signIn)
    }

    private mutating func writeTokens(_ signIn: SignIn) {
        writeJSON(signIn.session, token: signIn.token)
        writeStaticString(#","device":"#)
        writeJSON(signIn.device.reveal())
        writeStaticString("}")
    }

    private mutating func writeJSON(_ session: Session, token: SessionToken? = nil) {
        writeStaticString(#"{"id":"#)
        writeJSON(session.id.description)
        writeStaticString(#","expires_at":"#)
        writeJSON(session.expiresAt)
        writeStaticString(#","idle_expires_at":"#)
        writeJSON(session.idleExpiresAt)
        if let token {
            writeStaticString(#","token":"#)
            writeJSON(token.reveal())
        }
        writeStaticString("}")
    }

    /// Writes `{"sessions":[…]}`.
    mutating func writeData(_ sessions: [Session], current: SessionID) {
        writeStaticString(#"{"sessions":["#)
        for (index, session) in sessions.enumerated() {
            writeStaticString(index == 0 ? #"{"id":"# : #",{"id":"#)
            writeJSON(session.id.description)
            writeStaticString(#","current":"#)
            writeJSON(session.id == current)
            writeStaticString(#","created_at":"#)
            writeJSON(session.createdAt)
            writeStaticString(#","last_seen_at":"#)
            writeJSON(session.lastSeenAt)
            writeStaticString(#","expires_at":"#)
            writeJSON(session.expiresAt)
            writeStaticString(#","ip":"#)
            writeJSON(session.clientAddress?.description)
            writeStaticString(#","user_agent":"#)
            writeJSON(session.userAgent)
            writeStaticString("}")
        }
        writeStaticString("]}")
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
