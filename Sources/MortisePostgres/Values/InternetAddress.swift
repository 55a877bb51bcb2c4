#if Postgres
import Glibc

/// The binary form of `inet`: family, prefix length, whether it is a `cidr`, number of bytes, bytes.
enum InternetAddress {
    /// The server's own numbers, which differ from the system's (`utils/inet.h`).
    private static let families: [UInt8: (system: Int32, bytes: Int)] = [
        2: (AF_INET, 4),
        3: (AF_INET6, 16),
    ]

    /// The address as text, without a prefix length where it covers the whole address.
    static func text(_ field: UnsafeRawBufferPointer) -> String? {
        guard field.count >= 4, let family = families[field[0]], Int(field[3]) == family.bytes,
            field.count == 4 + family.bytes, let address = field.baseAddress.map({ $0 + 4 })
        else { return nil }
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            inet_ntop(family.system, address, buffer.baseAddress, socklen_t(buffer.count)).map { String(cString: $0) }
        }
        let isWhole = Int(field[1]) == family.bytes * 8
        return text.map { isWhole ? $0 : "\($0)/\(field[1])" }
    }
}
#endif
