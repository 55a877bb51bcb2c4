import Foundation
import MortiseTesting
import Testing

@testable import Mortise

@Suite struct KeyringFileTests {
    @Test func `a key is added retired, made active and removed; the file stays its owner's alone`() throws {
        try withFile { path in
            let first = try #require(try KeyringFile.read(path)).active.line
            try Keyring.addKey(2, toFile: path)
            #expect(try Keyring.keyNumbers(inFile: path) == [1, 2])
            try Keyring.activateKey(2, inFile: path)
            #expect(try Keyring.keyNumbers(inFile: path) == [2, 1])
            #expect(try #require(try KeyringFile.read(path)).retired.map(\.line) == [first])
            try Keyring.removeKey(1, fromFile: path)
            try Keyring.removeKey(1, fromFile: path)
            #expect(try Keyring.keyNumbers(inFile: path) == [2])
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let folder = (path as NSString).deletingLastPathComponent
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["keys"])
        }
    }

    @Test func `what makes no sense is refused and changes nothing`() throws {
        try withFile { path in
            try Keyring.addKey(2, toFile: path)
            let before = try String(contentsOfFile: path, encoding: .utf8)
            #expect(throws: AuthError(.keyring, "")) { try Keyring.addKey(2, toFile: path) }
            #expect(throws: AuthError(.keyring, "")) { try Keyring.activateKey(3, inFile: path) }
            #expect(throws: AuthError(.keyring, "")) { try Keyring.removeKey(1, fromFile: path) }
            #expect(throws: AuthError(.keyring, "")) { try Keyring.addKey(3, toFile: path + ".none") }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == before)
            try Keyring.addKey(3, toFile: path)
            try Keyring.addKey(4, toFile: path)
            #expect(throws: AuthError(.keyring, "")) { try Keyring.addKey(5, toFile: path) }
            #expect(try Keyring.keyNumbers(inFile: path) == [1, 4, 3, 2])
        }
    }

    @Test func `a link to the file goes on to lead there`() throws {
        try withFile { path in
            let link = path + ".link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
            defer { try? FileManager.default.removeItem(atPath: link) }
            try Keyring.addKey(2, toFile: link)
            #expect(try Keyring.keyNumbers(inFile: path) == [1, 2])
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
        }
    }

    @Test func `changes at once all count, and readers see whole files`() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/keys"
        try Keyring.generateFile(at: path)
        let outcome = await race(30) { index in
            switch index % 10 {
            case 0: try Keyring.addKey(UInt32(2 + index / 10), toFile: path)
            default: _ = try Keyring.keyNumbers(inFile: path)
            }
        }
        #expect(outcome.errors.isEmpty)
        #expect(try Set(Keyring.keyNumbers(inFile: path)) == [1, 2, 3, 4])
    }

    private func withFile(_ body: (String) throws -> Void) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/keys"
        try Keyring.generateFile(at: path)
        try body(path)
    }
}
