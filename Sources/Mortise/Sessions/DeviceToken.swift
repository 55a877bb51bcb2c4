import MortiseSQL
import struct FoundationEssentials.UUID

/// What a device keeps to be known again: a login from it is counted apart from the tries of strangers, and passes a
/// lock. It proves no identity. It cannot be printed; hand ``reveal()`` to the client only.
///
/// The text is `mortise_device_` and base64url of: the number of the key (4 bytes), the user (16), the user's security
/// epoch (8), the second it was made (8), 16 random bytes, and an HMAC-SHA-256 of all that. Nothing of it is stored.
public struct DeviceToken: Sendable {
    static let prefix = "mortise_device_"
    private static let contentLength = 52
    private static let codeLength = 32

    let keyID: UInt32
    let content: [UInt8]
    let code: [UInt8]
    private let text: String

    /// A token from its text; `nil` unless it has the form of one. Whether it is genuine the engine finds out.
    public init?(_ text: String) {
        guard text.utf8.count <= 200, text.utf8.starts(with: Self.prefix.utf8),
            let bytes = Base64URL.decode(text.utf8.dropFirst(Self.prefix.utf8.count)),
            bytes.count == Self.contentLength + Self.codeLength
        else { return nil }
        self.text = text
        content = Array(bytes.prefix(Self.contentLength))
        code = Array(bytes.suffix(Self.codeLength))
        keyID = UInt32(truncatingIfNeeded: Self.number(content[0..<4]))
    }

    /// A new token of a user; `sign` gives the code of its content.
    init(for user: UserID, epoch: Int64, at now: Instant, keyID: UInt32, sign: ([UInt8]) -> [UInt8]) {
        self.keyID = keyID
        content =
            Self.bytes(UInt64(keyID), 4) + user.bytes + Self.bytes(UInt64(bitPattern: epoch), 8)
            + Self.bytes(UInt64(bitPattern: now.microseconds / 1_000_000), 8) + SecureRandom.bytes(16)
        code = sign(content)
        text = Self.prefix + Base64URL.encode(content + code)
    }

    /// The secret, to be sent to the client and kept nowhere else.
    public func reveal() -> String { text }

    /// Whose it is.
    var userBytes: [UInt8] { Array(content[4..<20]) }
    /// The user's security epoch when it was made.
    var epoch: Int64 { Int64(bitPattern: Self.number(content[20..<28])) }
    /// When it was made.
    var createdAt: Instant {
        let (microseconds, overflow) = Int64(bitPattern: Self.number(content[28..<36]))
            .multipliedReportingOverflow(by: 1_000_000)
        return Instant(microseconds: overflow ? .max : microseconds)
    }
    /// What limits know the device by.
    var subject: String { "device \(Base64URL.encode(Array(content[36..<52])))" }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    private static func bytes(_ number: UInt64, _ count: UInt64) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * (count - 1 - $0))) }
    }
}

extension DeviceToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `<redacted>`
    public var description: String { "<redacted>" }
    /// `<redacted>`
    public var debugDescription: String { "<redacted>" }
    /// A mirror that shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension AuthEngine {
    /// The device, if it is one that this user has logged in from since the last change of credentials, and that is
    /// trusted still.
    ///
    /// Whoever does not have a token of this user causes no statement here, whether there is such a user or not.
    func known(_ device: DeviceToken?, of user: UserRecord?, at now: Instant) async throws -> DeviceToken? {
        // The code is checked even where there is no user, so that the work is the same.
        guard let device, vault.isGenuine(device), let user, device.userBytes == user.id.bytes,
            device.epoch == user.securityEpoch, device.createdAt <= now + SessionRecord.clockTolerance,
            now < device.createdAt + configuration.sessionPolicy.deviceLifetime
        else { return nil }
        return try await isTrusted(device) ? device : nil
    }
}

extension Identifier {
    /// The sixteen bytes of the UUID.
    var bytes: [UInt8] { withUnsafeBytes(of: uuid.uuid) { Array($0) } }
}
