import Crypto
import MortiseSQL

/// Seals, opens and digests with the keys of a keyring, derived once.
struct Vault: Sendable {
    /// The keys derived from one root key.
    private struct Keys: Sendable {
        let id: UInt32
        let emailLookup: SymmetricKey
        let sealing: SymmetricKey
        let sessionToken: SymmetricKey
        let oneTimeToken: SymmetricKey
        let device: SymmetricKey
        let limit: SymmetricKey
        let check: SymmetricKey

        init(_ root: RootKey) {
            id = root.id
            emailLookup = root.derived(for: .emailLookup)
            sealing = root.derived(for: .sealing)
            sessionToken = root.derived(for: .sessionToken)
            oneTimeToken = root.derived(for: .oneTimeToken)
            device = root.derived(for: .device)
            limit = root.derived(for: .limit)
            check = root.derived(for: .check)
        }
    }

    private let active: Keys
    private let all: [Keys]
    private let oldest: Keys

    init(_ keyring: Keyring) {
        let active = Keys(keyring.active)
        self.active = active
        all = [active] + keyring.retired.map(Keys.init)
        oldest = all.min { $0.id < $1.id } ?? active
    }

    /// The number of the key that makes everything new.
    var activeKeyID: UInt32 { active.id }

    /// The numbers of all keys, the active one's first.
    var keyIDs: [UInt32] { all.map(\.id) }

    /// For each key, the value that the database keeps to recognise it.
    var checkValues: [(keyID: UInt32, value: [UInt8])] {
        all.map { ($0.id, Self.digest("keyring check".utf8, $0.check)) }
    }

    // MARK: Emails

    /// The blind index of an address under the active key.
    func emailDigest(_ email: EmailAddress) -> [UInt8] {
        Self.digest(email.canonical.utf8, active.emailLookup)
    }

    /// What statements need to know of an address to find it, or to be sure that nobody has it.
    func index(_ email: EmailAddress) -> AddressIndex {
        let digests = all.map { Self.digest(email.canonical.utf8, $0.emailLookup) }
        return AddressIndex(
            digests: digests, oldestDigest: Self.digest(email.canonical.utf8, oldest.emailLookup),
            newestKeyID: keyIDs.max() ?? active.id)
    }

    /// The number of the key under which a digest is that of an address; `nil` where it is none.
    func keyID(ofDigest digest: [UInt8], of email: EmailAddress) -> UInt32? {
        all.first { Self.digest(email.canonical.utf8, $0.emailLookup) == digest }?.id
    }

    // MARK: Tokens

    /// The digest of a session token; `nil` where its key is not on the ring.
    func digest(_ token: SessionToken) -> [UInt8]? {
        all.first { $0.id == token.keyID }.map { Self.digest(token.bytes, $0.sessionToken) }
    }

    /// The digest of a one-time token for a purpose; `nil` where its key is not on the ring.
    func digest(_ token: OneTimeToken, for purpose: TokenPurpose) -> [UInt8]? {
        all.first { $0.id == token.keyID }.map {
            Self.digest(Array("\(purpose.rawValue) ".utf8) + Array(token.bytes), $0.oneTimeToken)
        }
    }

    /// A device token for a user.
    func deviceToken(for user: UserID, epoch: Int64, at now: Instant) -> DeviceToken {
        DeviceToken(for: user, epoch: epoch, at: now, keyID: active.id) { Self.digest($0, active.device) }
    }

    /// Whether a device token was made with a key of the ring.
    func isGenuine(_ device: DeviceToken) -> Bool {
        // Compared in constant time, against the active key too where the token's own is missing.
        let keys = all.first { $0.id == device.keyID } ?? active
        return HMAC<SHA256>.isValidAuthenticationCode(
            device.code, authenticating: device.content, using: keys.device)
    }

    // MARK: Limits

    /// Under what a bucket is kept: it tells nobody whose it is.
    func digest(ofLimit policy: String, subject: String) -> [UInt8] {
        Self.digest("\(policy) \(subject)".utf8, active.limit)
    }

    // MARK: Sealed values

    private static let format: UInt8 = 1
    private static let headerLength = 5

    /// Seals a text for one place: it opens nowhere else (AES-256-GCM; the place is the associated data).
    ///
    /// The box is a format byte, the number of the key in 4 bytes, the nonce, the ciphertext and the tag.
    func seal(_ text: String, for place: SealedPlace) throws(AuthError) -> [UInt8] {
        do {
            let header = Self.header(active.id)
            let box = try AES.GCM.seal(
                Array(text.utf8), using: active.sealing, authenticating: header + Array(place.label.utf8))
            guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
            return header + Array(combined)
        } catch {
            throw AuthError(.internal, "a value could not be sealed", underlying: error)
        }
    }

    /// Opens what was sealed for this very place.
    ///
    /// - Throws: ``DatabaseError`` with code `.decoding` when it was changed, moved, or sealed with a missing key.
    func open(_ box: [UInt8], from place: SealedPlace) throws(DatabaseError) -> String {
        guard let id = Self.keyID(ofBox: box) else { throw Self.damaged(place) }
        guard let keys = all.first(where: { $0.id == id }) else {
            throw DatabaseError(.decoding, "\(place.label) is sealed with key \(id), which is not on the keyring")
        }
        do {
            let header = Self.header(id)
            let sealed = try AES.GCM.SealedBox(combined: box[Self.headerLength...])
            let text = try AES.GCM.open(sealed, using: keys.sealing, authenticating: header + Array(place.label.utf8))
            return String(decoding: text, as: UTF8.self)
        } catch {
            throw Self.damaged(place)
        }
    }

    /// The number of the key that sealed a box; `nil` where it is none.
    static func keyID(ofBox box: [UInt8]) -> UInt32? {
        guard box.count > headerLength, box[0] == format else { return nil }
        return box[1..<headerLength].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }

    private static func header(_ id: UInt32) -> [UInt8] {
        [format] + (0..<4).map { UInt8(truncatingIfNeeded: id >> (24 - 8 * UInt32($0))) }
    }

    private static func damaged(_ place: SealedPlace) -> DatabaseError {
        DatabaseError(.decoding, "\(place.label) does not open: it was changed or moved")
    }

    private static func digest(_ bytes: some Sequence<UInt8>, _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(bytes), using: key))
    }
}

/// The one place where a sealed value opens: a column of a row.
struct SealedPlace: Sendable {
    let label: String

    init<Kind>(_ table: String, _ column: String, _ row: Identifier<Kind>) {
        label = "\(table):\(column):\(row)"
    }
}
