// The standard library holds the normalization tables; Foundation's way would load ICU's as well.
@_spi(_Unicode) import Swift

/// The UTF-8 bytes of `text` in Unicode Normalization Form C (UAX #15).
///
/// Each scalar stays: NUL, controls and unassigned code points pass as they are.
func nfc(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text._nfc {
        bytes.append(contentsOf: scalar.utf8)
    }
    return bytes
}
