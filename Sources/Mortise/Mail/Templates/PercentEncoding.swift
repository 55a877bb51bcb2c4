/// Percent-encoding (RFC 3986, section 2.1).
enum PercentEncoding {
    /// The text with everything encoded that is not unreserved.
    static func encode(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        let bytes = text.utf8.flatMap { byte -> [UInt8] in
            byte.isASCIILetterOrDigit || "-._~".utf8.contains(byte)
                ? [byte] : [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
