import Foundation
import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

@Suite struct KeyringTests {
    @Test func `a keyring reads back as what was written`() throws {
        let keyring = Keyring(active: .random(id: 7), retired: [.random(id: 3), .random(id: 1)])
        let read = try Keyring(parsing: keyring.text)
        #expect(read.keys.map(\.line) == keyring.keys.map(\.line))
        let inline = keyring.keys.map(\.line).joined(separator: ",")
        #expect(try Keyring(parsing: inline).keys.map(\.line) == keyring.keys.map(\.line))
    }

    @Test(arguments: [
        "", "# nothing", "1", "1:", "0:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "x:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "4294967296:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `anything else is refused without showing it`(text: String) {
        do {
            _ = try Keyring(parsing: text)
            Issue.record("it was read")
        } catch {
            #expect(error.code == .keyring)
            #expect(!error.message.contains("AAAA"))
        }
    }

    @Test func `a file is made once, for its owner alone, and read ever after`() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/keys"
        let made = try KeyringSource.file(path).load(true)
        #expect(try KeyringSource.file(path).load(false).active.line == made.active.line)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keys"])
        #expect(throws: AuthError(.keyring, "")) { try Keyring.generateFile(at: path) }
    }

    @Test func `many makers of one file end with one keyring`() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/keys"
        let lines = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { try KeyringFile.create(path).active.line } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(lines.count == 1)
    }

    @Test func `a file that others can read is refused`() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/keys"
        try Keyring.generateFile(at: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: AuthError(.keyring, "")) { try KeyringSource.existingFile(path).load(false) }
    }

    @Test(arguments: TestBackend.lasting)
    func `A8: a wrong or missing keyring is refused before anything is written`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            _ = try await test.auth.register(email: "ada@example.com", password: good, in: .init())
            let missing = "\(test.storage.folder.path)/lost.keys"
            for keyring in [KeyringSource.ephemeral, .file(missing), .existingFile(missing)] {
                do {
                    let engine = try await AuthEngine.open(
                        test.storage.source, keyring: keyring, configuration: .forTesting, clock: test.clock)
                    await engine.close()
                    Issue.record("it opened")
                } catch let error as AuthError {
                    #expect(error.code == .keyring)
                }
            }
            #expect(!FileManager.default.fileExists(atPath: missing))
            #expect(try await test.database.all(KeyRecords.all()).count == 1)
        }
    }

    @Test(arguments: TestBackend.lasting)
    func `a retired key still reads, finds and proves what it made`(backend: TestBackend) async throws {
        try await backend.withStorage { storage in
            let old = RootKey.random(id: 1)
            let first = try await AuthEngine.open(
                storage.source, keyring: .inline(old.line), configuration: .withoutVerification)
            let user = try await first.register(email: "ada@example.com", password: good, in: .init())
            let signIn = try await first.logIn(email: "ada@example.com", password: good, in: .init())
            await first.close()
            let rotated = "\(RootKey.random(id: 2).line),\(old.line)"
            let second = try await AuthEngine.open(
                storage.source, keyring: .inline(rotated), configuration: .withoutVerification)
            #expect(try await second.user(email: "ada@example.com")?.id == user.id)
            #expect(try await second.authenticate(signIn.token).user.email == user.email)
            await #expect(throws: AuthError(.emailTaken, "")) {
                _ = try await second.register(email: "ADA@example.com", password: good, in: .init())
            }
            #expect(try await second.verify().isConsistent)
            await second.close()
        }
    }
}
