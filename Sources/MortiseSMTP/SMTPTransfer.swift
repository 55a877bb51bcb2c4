#if SMTP
import Mortise
import Synchronization

/// One mail on its way, or a greeting without one: what libcurl reads from and reports to.
///
/// `@unchecked Sendable` holds: until the transfer begins and after it has ended nobody changes it, and while it runs the
/// one thread that runs it does; the flag of cancellation is atomic.
final class SMTPTransfer: @unchecked Sendable {
    /// The envelope; `nil` for a greeting.
    let envelope: (sender: String, recipient: String)?
    let bytes: [UInt8]
    private var position = 0
    private(set) var dialogue = SMTPDialogue()
    private let cancelled = Atomic(false)

    init(_ message: MailMessage) {
        envelope = ("<\(message.from.address.address)>", "<\(message.to.address.address)>")
        bytes = message.rendered()
    }

    /// A greeting.
    init() {
        envelope = nil
        bytes = []
    }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    /// Whether all of the mail was given to libcurl, so that the server may have it.
    var isHandedOver: Bool { envelope != nil && position == bytes.count }

    /// Ends the transfer soon; it may be running.
    func cancel() { cancelled.store(true, ordering: .relaxed) }

    /// Gives the next piece.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position)
        bytes[position..<(position + count)].withUnsafeBytes { buffer.copyMemory(from: $0) }
        position += count
        return count
    }

    func sent(_ line: UnsafeRawBufferPointer) { dialogue.sent(line) }

    func received(_ line: UnsafeRawBufferPointer) { dialogue.received(line) }
}
#endif
