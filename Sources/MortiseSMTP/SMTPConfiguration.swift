#if SMTP
/// A mail server and how to speak with it.
public struct SMTPConfiguration: Sendable, Hashable {
    /// How the connection is kept from being read and changed on its way.
    public enum Encryption: String, Sendable, Hashable {
        /// TLS from the first byte (`smtps://`).
        case implicit
        /// TLS by the command STARTTLS, without which nothing is sent (`smtp://`).
        case startTLS
        /// None: mails, and the links in them, can be read and changed by whoever is on the way. For a server on this
        /// machine or on a network that is trusted like one.
        case insecureNone
    }

    /// A user of the mail server.
    public struct Credentials: Sendable, Hashable {
        /// The name.
        public let user: String
        let password: String

        /// A user and a password.
        public init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    /// The name or address of the server; IPv6 without brackets.
    public let host: String
    /// The port.
    public let port: UInt16
    /// How the connection is protected.
    public let encryption: Encryption
    /// Who we are to the server; `nil` for nobody.
    public let credentials: Credentials?
    /// A file of certificates (PEM) that are trusted instead of the system's.
    public var certificateAuthorities: String?
    /// The name we give ourselves (EHLO); the machine's where `nil`.
    public var clientName: String?
    /// The longest that connecting may take, the name's resolution and TLS included.
    public var connectTimeout: Duration = .seconds(10)
    /// The longest that one mail may take in all. Where it is too short for the server's checks of a mail, mails arrive
    /// twice.
    public var timeout: Duration = .seconds(60)
    /// The most mails that are sent at one time, each on a thread and a connection of its own.
    public var connections: Int = 2
    /// The most mails that wait for a connection; beyond it they are refused as `.overloaded`.
    public var queueLimit: Int = 100

    /// A server.
    ///
    /// - Throws: ``SMTPConfigurationError``, also for credentials without encryption.
    public init(
        host: String, port: UInt16? = nil, encryption: Encryption = .startTLS, credentials: Credentials? = nil
    ) throws(SMTPConfigurationError) {
        let isHost = SMTPHost.isName(host) || SMTPHost.isAddress(host)
        guard isHost else { throw .host }
        guard port != 0 else { throw .port }
        if let credentials {
            guard encryption != .insecureNone else { throw .credentialsInTheClear }
            guard !credentials.user.isEmpty, Self.isPrintable(credentials.user), Self.isPrintable(credentials.password)
            else { throw .credentials }
        }
        self.host = host
        self.port = port ?? (encryption == .implicit ? 465 : 587)
        self.encryption = encryption
        self.credentials = credentials
    }

    // A NUL would end the text within libcurl; the others have no place in a password for mail.
    private static func isPrintable(_ text: String) -> Bool {
        text.utf8.count <= 255 && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}

extension SMTPConfiguration.Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The user, and no password.
    public var description: String { "\(user):<redacted>" }
    /// The user, and no password.
    public var debugDescription: String { description }
    /// A mirror of the user alone.
    public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}

extension SMTPConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
    /// The server as a URL, without the password.
    public var description: String {
        let scheme = encryption == .implicit ? "smtps" : "smtp"
        let user = credentials.map { "\($0)@" } ?? ""
        let place = SMTPHost.isName(host) ? host : "[\(host)]"
        return "\(scheme)://\(user)\(place):\(port)\(encryption == .insecureNone ? "?tls=none" : "")"
    }
    /// The server as a URL, without the password.
    public var debugDescription: String { description }
}
#endif
