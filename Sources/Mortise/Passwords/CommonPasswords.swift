/// The passwords that attackers try first (NIST SP 800-63B-4, section 3.1.1.2: whole passwords are compared).
enum CommonPasswords {
    /// Whether `password`, in UTF-8 and NFC, is on the list when its ASCII capitals are lowered.
    ///
    /// A binary search over constant bytes; allocates nothing.
    static func contains(_ password: [UInt8]) -> Bool {
        let lines = UnsafeBufferPointer(start: list.utf8Start, count: list.utf8CodeUnitCount)
        let newline = UInt8(ascii: "\n")
        // Offsets of starts of lines, or one past the end.
        var low = 0
        var high = lines.count
        while low < high {
            var start = low + (high - low) / 2
            while start > low, lines[start - 1] != newline {
                start -= 1
            }
            var end = start
            while end < lines.count, lines[end] != newline {
                end += 1
            }
            switch order(of: password, and: lines[start..<end]) {
            case 0: return true
            case ..<0: high = start
            default: low = end + 1
            }
        }
        return false
    }

    /// Below, equal to or above zero as the lowered `password` sorts before, with or after `line`.
    private static func order(of password: [UInt8], and line: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        for (left, right) in zip(password, line) where left.asciiLowercased != right {
            return left.asciiLowercased < right ? -1 : 1
        }
        return password.count - line.count
    }
}
