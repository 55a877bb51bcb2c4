#if HTTP
import MortiseSQL
import NIOCore

extension Instant {
    /// For machines, as RFC 3339.
    var pageTime: String {
        var buffer = ByteBuffer()
        buffer.writeTimestamp(self)
        return String(buffer: buffer)
    }

    /// For readers of any language, as `2026-11-23 21:50 UTC`.
    var pageMinute: String { "\(pageDay) \(pageTime.dropFirst(11).prefix(5)) UTC" }

    /// For readers of any language, as `2026-11-23`.
    var pageDay: String { String(pageTime.prefix(10)) }
}
#endif
