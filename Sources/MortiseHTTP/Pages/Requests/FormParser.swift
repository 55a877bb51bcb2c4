#if HTTP
import Mortise

/// Reads `application/x-www-form-urlencoded` (URL Standard, section 5), strictly: no name twice, no pair without its
/// sign, nothing that browsers do not write. What it gives is what a JSON body with the same texts would be.
enum FormParser {
    private static let maximumPairs = 32

    /// The fields; `nil` for what is no form.
    static func parse(_ bytes: [UInt8]) -> JSON.Object? {
        var fields = JSON.Object()
        guard !bytes.isEmpty else { return fields }
        let pairs = bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        guard pairs.count <= maximumPairs else { return nil }
        for pair in pairs {
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")),
                let name = text(pair[..<equals]), let value = text(pair[(equals + 1)...]),
                !name.isEmpty, fields[name] == nil
            else { return nil }
            fields[name] = .string(value)
        }
        return fields
    }

    private static func text(_ encoded: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.count)
        var rest = encoded
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            // Browsers encode everything else; a second sign of equality is a value cut badly.
            case 0x21..<0x7F where byte != UInt8(ascii: "="): bytes.append(byte)
            default: return nil
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
#endif
