#if CLI
/// A file of settings: lines `NAME=value` and `#` comments.
///
/// It means the same to systemd as an EnvironmentFile; quotes and backslashes, which systemd interprets, are refused.
enum SettingsFile {
    static let maximumBytes = 65_536

    /// Reads a file.
    ///
    /// - Throws: ``ConfigurationError`` with all lines that are none.
    static func read(_ path: String, namedBy source: SettingSource) throws(ConfigurationError) -> [SettingAssignment] {
        let bytes: [UInt8]
        do {
            bytes = try FileContents.read(path, maximumBytes: maximumBytes)
        } catch {
            let reason = InvalidValue("cannot be read: \(error.reason)", fix: "Name a file that exists, or none")
            throw ConfigurationError(
                problems: [
                    ConfigurationProblem(subject: path, source: source, value: nil, reason: reason)
                ])
        }
        return try parse(bytes, path: path)
    }

    /// Parses the content of a file.
    static func parse(_ bytes: [UInt8], path: String) throws(ConfigurationError) -> [SettingAssignment] {
        var assignments: [SettingAssignment] = []
        var problems: [ConfigurationProblem] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let source = SettingSource.file(path, line: index + 1)
            do throws(InvalidValue) {
                guard let (name, text) = try assignment(line) else { continue }
                guard !assignments.contains(where: { $0.name == name }) else {
                    throw InvalidValue("repeats \(name.printable(limit: 80))", fix: "Keep one of the lines")
                }
                assignments.append(SettingAssignment(name: name, text: text, source: source))
            } catch {
                problems.append(
                    ConfigurationProblem(subject: "the line", source: source, value: nil, reason: error))
            }
        }
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return assignments
    }

    private static func assignment(_ line: ArraySlice<UInt8>) throws(InvalidValue) -> (name: String, text: String)? {
        guard let text = String(validating: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        else { throw InvalidValue("is not UTF-8", fix: "Save the file as UTF-8") }
        let content = text.trimmingBlanks
        guard !content.isEmpty, !content.hasPrefix("#") else { return nil }
        let parts = content.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, parts.count == 2 else {
            throw InvalidValue("has no =", fix: "Write NAME=value, or begin the line with #")
        }
        let value = String(Substring(last)).trimmingBlanks
        guard !value.unicodeScalars.contains(where: { #""'\"#.unicodeScalars.contains($0) }) else {
            throw InvalidValue(
                "has a quote or a backslash, which systemd would take out",
                fix: "Write the value bare; in a URL encode them as %22, %27 and %5C")
        }
        return (String(Substring(first)).trimmingBlanks, value)
    }
}
#endif
