#if CLI
import Testing

@testable import MortiseCLI

struct SettingsFileTests {
    private func parse(_ text: String) throws -> [String: String] {
        let lines = try SettingsFile.parse(Array(text.utf8), path: "f")
        return Dictionary(lines.map { ($0.name, $0.text) }) { $1 }
    }

    private func problems(_ text: [UInt8]) -> [String] {
        do {
            _ = try SettingsFile.parse(text, path: "f")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func `lines, comments and blanks`() throws {
        let text = "# comment\n\n  A = 1 \r\n\t# another\nB=x=y # z\nC=\nD=last"
        #expect(try parse(text) == ["A": "1", "B": "x=y # z", "C": "", "D": "last"])
        #expect(try parse("").isEmpty)
    }

    @Test func `every bad line is named`() {
        #expect(
            problems(Array("A=1\nnonsense\nA=2\nB=\"q\"\nC=a\\b".utf8)) == [
                "the line (file f line 2): has no =. Write NAME=value, or begin the line with #.",
                "the line (file f line 3): repeats A. Keep one of the lines.",
                "the line (file f line 4): has a quote or a backslash, which systemd would take out. "
                    + "Write the value bare; in a URL encode them as %22, %27 and %5C.",
                "the line (file f line 5): has a quote or a backslash, which systemd would take out. "
                    + "Write the value bare; in a URL encode them as %22, %27 and %5C.",
            ])
        #expect(problems([0x41, 0x3D, 0xFF]).first?.contains("is not UTF-8") == true)
    }

    @Test func `the file itself is no setting of the file`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("MORTISE_CONFIG=x\n", to: "settings")
        #expect(Configuration.problems(["MORTISE_CONFIG": file]).count == 1)
    }

    @Test func `a file that is missing, a folder or too long is refused`() throws {
        let folder = try TemporaryFolder()
        let long = try folder.write(String(repeating: "#", count: 70_000), to: "long")
        for path in [folder.path + "/missing", folder.path, long] {
            #expect(Configuration.problems(["MORTISE_CONFIG": path]).first?.contains("cannot be read") == true)
            #expect(Configuration.problems(["MORTISE_CONFIG": path]).first?.contains("(environment)") == true)
        }
    }
}
#endif
