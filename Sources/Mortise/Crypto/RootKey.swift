import Crypto

/// A key of the keyring: 256 bits from which the keys for each purpose are derived. It cannot be printed.
struct RootKey: Sendable {
    static let byteCount = 32

    /// Its number: kept beside everything made with it.
    let id: UInt32
    private let secret: SymmetricKey

    init(id: UInt32, secret: [UInt8]) {
        self.id = id
        self.secret = SymmetricKey(data: secret)
    }

    static func random(id: UInt32) -> RootKey {
        RootKey(id: id, secret: SecureRandom.bytes(byteCount))
    }

    /// The key for a purpose (HKDF-SHA-256, RFC 5869): knowing one tells nothing of the others.
    func derived(for purpose: KeyPurpose) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, info: Array("mortise v1 \(purpose.rawValue)".utf8), outputByteCount: 32)
    }

    /// The line of a keyring file.
    var line: String {
        secret.withUnsafeBytes { "\(id):\(Base64URL.encode(Array($0)))" }
    }
}

/// What a derived key is for. The names are part of the derivation and never change.
enum KeyPurpose: String, Sendable, CaseIterable {
    case emailLookup = "email lookup"
    case sealing = "sealing"
    case sessionToken = "session token"
    case oneTimeToken = "one-time token"
    case device = "device"
    case limit = "limit"
    case check = "check"
}

extension RootKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "<redacted>" }
    var debugDescription: String { "<redacted>" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
