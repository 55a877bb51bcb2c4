#if CLI
import Logging
import Mortise

/// Writes each event as one line: time, level, message, then the metadata as `key=value`.
struct LineLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel: Logger.Level

    private let clock: any WallClock
    private let write: @Sendable (String) -> Void

    /// A handler.
    ///
    /// - Parameters:
    ///   - logLevel: The least severe events to write.
    ///   - clock: The wall clock.
    ///   - write: Takes a line; the standard error stream where it is not given.
    init(
        logLevel: Logger.Level, clock: any WallClock = SystemClock(),
        write: @escaping @Sendable (String) -> Void = { StandardStream.error.writeLine($0) }
    ) {
        self.logLevel = logLevel
        self.clock = clock
        self.write = write
    }

    func log(event: LogEvent) {
        var all = metadata
        all.merge(metadataProvider?.get() ?? [:]) { $1 }
        all.merge(event.metadata ?? [:]) { $1 }
        let pairs = all.sorted { $0.key < $1.key }.map { " \(Self.key($0.key))=\(Self.value($0.value.description))" }
        let error = event.error.map { " error=\(Self.value(String(describing: $0)))" } ?? ""
        let message = event.message.description.printable()
        write("\(clock.now.rfc3339) \(event.level.rawValue) \(message)\(pairs.joined())\(error)")
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    private static func key(_ text: String) -> String {
        String(String.UnicodeScalarView(text.printable().unicodeScalars.map { $0 == "=" || $0 == " " ? "_" : $0 }))
    }

    /// Bare where that is unambiguous, else quoted, so that no value can pass for another pair.
    private static func value(_ text: String) -> String {
        let isBare = { (scalar: Unicode.Scalar) in scalar != " " && scalar != "=" && scalar != "\"" && scalar != "\\" }
        if !text.isEmpty, text.unicodeScalars.allSatisfy(isBare) { return text.printable() }
        var quoted = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
            quoted.append(scalar)
        }
        return "\"\(String(quoted).printable())\""
    }
}
#endif
