/// The rules for new passwords, after NIST SP 800-63B-4 section 3.1.1.2: a minimum length and a blocklist, no
/// composition rules.
public struct PasswordRules: Sendable, Hashable {
    /// The longest password, in bytes of UTF-8.
    public static let maximumBytes = 1024

    /// The fewest code points. NIST asks for 15 where the password is the only factor, and for 8 beside a second one.
    public var minimumCodePoints: Int

    /// Rules.
    public init(minimumCodePoints: Int = 8) {
        self.minimumCodePoints = minimumCodePoints
    }

    /// What a password breaks; empty for a good one.
    ///
    /// - Parameters:
    ///   - password: The new password.
    ///   - context: What everybody knows of the account: its address, the app's name.
    func violations(of password: Password, context: [String]) -> [AuthError.FieldCode] {
        var codes: [AuthError.FieldCode] = []
        if password.codePointCount < minimumCodePoints { codes.append(.tooShort) }
        if password.bytes.count > Self.maximumBytes { return [.tooLong] }
        let forms = Self.plainForms(of: password.bytes)
        if forms.contains(where: CommonPasswords.contains) || Self.isOneRun(password.bytes) {
            codes.append(.common)
        }
        let words = Set(context.map { $0.utf8.map(\.asciiLowercased) }.filter { $0.count >= 4 })
        if forms.contains(where: words.contains) { codes.append(.contextual) }
        return codes
    }

    /// The password in lower case; without the digits and signs around it; and what it repeats: the small variations
    /// that a guesser tries first.
    private static func plainForms(of password: [UInt8]) -> [[UInt8]] {
        let whole = password.map(\.asciiLowercased)
        func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (0x61...0x7A).contains(byte) }
        guard let first = whole.firstIndex(where: isLetter), let last = whole.lastIndex(where: isLetter) else {
            return [whole, repeatedUnit(of: whole)]
        }
        let stem = Array(whole[first...last])
        // A short stem is a word of many passwords, not what makes this one weak.
        return stem.count >= 5 || stem.count == whole.count
            ? [whole, repeatedUnit(of: whole), stem] : [whole, repeatedUnit(of: whole)]
    }

    /// The shortest text that the password repeats to its end; the password itself where it repeats none.
    private static func repeatedUnit(of text: [UInt8]) -> [UInt8] {
        for length in 1..<max(2, text.count / 2 + 1) where text.count % length == 0 {
            if zip(text, text.dropFirst(length)).allSatisfy(==) { return Array(text.prefix(length)) }
        }
        return text
    }

    /// Whether it is one byte again and again, or a run up or down: `aaaaaaaa`, `12345678`, `hgfedcba`.
    private static func isOneRun(_ text: [UInt8]) -> Bool {
        let steps = Set(zip(text, text.dropFirst()).map { Int($1) - Int($0) })
        return text.count > 1 && steps.count == 1 && steps.isSubset(of: [-1, 0, 1])
    }
}
