#if SMTP
import Mortise

/// What may stand where the name of a host is wanted.
enum SMTPHost {
    static func isName(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count)
            && text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
                    && label.allSatisfy(isLetterDigitOrHyphen)
            }
    }

    /// IPv6; an IPv4 address has the form of a name.
    static func isAddress(_ text: String) -> Bool { IPAddress(text).map { !$0.isIPv4 } ?? false }

    private static func isLetterDigitOrHyphen(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
#endif
