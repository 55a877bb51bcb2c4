/// An Argon2id hash as it is stored: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`.
///
/// One value has exactly one text, and the text of a parsed value is the text it was parsed from.
/// Descriptions and mirrors leave salt and tag out; ``encoded`` gives the whole text.
public struct PHCString: Hashable, Sendable {
    /// The longest text that is looked at, in bytes; the longest valid one is shorter.
    public static let maximumLength = 256

    /// What the tag was computed with.
    public let parameters: Argon2Parameters
    /// 8 to 64 bytes.
    public let salt: [UInt8]
    /// The hash itself, 16 to 64 bytes.
    public let tag: [UInt8]

    static let saltLengths = 8...64
    static let tagLengths = 16...64

    init(parameters: Argon2Parameters, salt: [UInt8], tag: [UInt8]) {
        self.parameters = parameters
        self.salt = salt
        self.tag = tag
    }

    /// The text to store.
    public var encoded: String {
        "\(prefix)$\(UnpaddedBase64.encode(salt))$\(UnpaddedBase64.encode(tag))"
    }

    /// Whether the next successful login should replace this hash by one with `parameters`.
    ///
    /// True for any difference, a weaker target included, and for a salt or tag of another length than ours.
    public func needsRehash(to parameters: Argon2Parameters) -> Bool {
        self.parameters != parameters || salt.count != Argon2id.saltBytes || tag.count != Argon2id.tagBytes
    }

    private var prefix: String {
        "$argon2id$v=19$m=\(parameters.memoryKiB),t=\(parameters.iterations),p=\(parameters.parallelism)"
    }
}

extension PHCString: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The parameters, with salt and tag redacted.
    public var description: String {
        "\(prefix)$<redacted>"
    }

    /// The same as ``description``.
    public var debugDescription: String {
        description
    }

    /// No children, so that `dump` shows neither salt nor tag.
    public var customMirror: Mirror {
        Mirror(self, children: [:])
    }
}
