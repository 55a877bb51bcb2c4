import Glibc
import Testing

@testable import Mortise

/// The conformance test of UAX #15, from Debian's package unicode-data.
struct NFCConformanceTests {
    static let path = "/usr/share/unicode/NormalizationTest.txt.bz2"
    static let isInstalled = access(path, R_OK) == 0 && access("/bin/bzip2", X_OK) == 0

    @Test(.enabled(if: isInstalled, "needs the packages unicode-data and bzip2"))
    func `the conformance test of Unicode passes`() throws {
        var columnsRead = 0
        var inPart1: Set<UInt32> = []
        var part = ""
        for line in try Self.lines() {
            if line.hasPrefix("@") { part = String(line.prefix(6)) }
            let columns = line.split(separator: ";").prefix(5).map(Self.text)
            guard !line.hasPrefix("@"), !line.hasPrefix("#"), columns.count == 5 else { continue }
            for column in columns[..<3] {
                #expect(nfc(column) == Array(columns[1].utf8), "\(line)")
            }
            for column in columns[3...] {
                #expect(nfc(column) == Array(columns[3].utf8), "\(line)")
            }
            if part == "@Part1", let scalar = columns[0].unicodeScalars.first { inPart1.insert(scalar.value) }
            columnsRead += 1
        }
        #expect(columnsRead > 18_000)
        #expect(inPart1.count > 16_000)
        #expect(Self.changedScalars(besides: inPart1) == [])
    }

    /// Scalars that NFC changes although the first part of the test does not list them.
    private static func changedScalars(besides listed: Set<UInt32>) -> [UInt32] {
        (0..<0x110000 as Range<UInt32>).filter { value in
            guard !listed.contains(value), let scalar = Unicode.Scalar(value) else { return false }
            // The file is of Unicode 15; the standard library may know scalars of later versions.
            guard let age = scalar.properties.age, age.major <= 15 else { return false }
            return nfc(String(scalar)) != Array(scalar.utf8)
        }
    }

    private static func text(_ column: Substring) -> String {
        let scalars = column.split(separator: " ").compactMap { UInt32($0, radix: 16) }.compactMap(Unicode.Scalar.init)
        return String(String.UnicodeScalarView(scalars))
    }

    private static func lines() throws -> [Substring] {
        let pipe = try #require(popen("bzip2 -dc \(path)", "r"))
        defer { pclose(pipe) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, pipe), count > 0 {
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
}
