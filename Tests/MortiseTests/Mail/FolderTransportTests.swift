import FoundationEssentials
import Glibc
import Mortise
import MortiseSQL
import MortiseTesting
import Testing

@Suite struct FolderTransportTests {
    private func message(_ text: String = "Hi\n") throws -> MailMessage {
        let from = try EmailAddress("sender@mortise.example")
        return MailMessage(
            id: MessageID(UUID(), sender: from), date: Instant(seconds: 0), from: Mailbox(from),
            to: Mailbox(try EmailAddress("ada@example.com")),
            content: MailContent(subject: try #require(MailHeaderText("Hello")), text: text))
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await body(folder.path)
    }

    private func mode(_ path: String) throws -> UInt32 {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status.st_mode & 0o777
    }

    @Test func `a mail is a file that its owner alone can read`() async throws {
        try await withFolder { path in
            let message = try self.message()
            try await FolderTransport(folder: "\(path)/mail").send(message)
            let file = "\(path)/mail/\(message.id.uuid.uuidString.lowercased()).eml"
            #expect(try Array(Data(contentsOf: URL(filePath: file))) == message.rendered())
            #expect(try mode("\(path)/mail") == 0o700)
            #expect(try mode(file) == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/mail").count == 1)
        }
    }

    @Test func `a mail sent again is one file`() async throws {
        try await withFolder { path in
            let transport = FolderTransport(folder: path)
            let message = try self.message()
            for _ in 0..<3 { try await transport.send(message) }
            try await transport.send(try self.message())
            #expect(try FileManager.default.contentsOfDirectory(atPath: path).count == 2)
        }
    }

    @Test func `a folder that cannot be written is a typed error`() async throws {
        try await withFolder { path in
            try Data().write(to: URL(filePath: "\(path)/file"))
            // No parent; a file; a folder in which nobody makes files, root neither.
            for folder in ["\(path)/a/b", "\(path)/file", "/proc/self/fdinfo"] {
                let transport = FolderTransport(folder: folder)
                let message = try self.message()
                let error = await #expect(throws: MailError.self) { try await transport.send(message) }
                #expect(error?.code == .folder)
                #expect(error?.mayHaveBeenAccepted == false && error?.needsOperator == true)
            }
        }
    }

    @Test func `many mails at once are many files`() async throws {
        try await withFolder { path in
            let transport = FolderTransport(folder: path)
            let messages = try (0..<100).map { _ in try message() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for message in messages { group.addTask { try await transport.send(message) } }
                try await group.waitForAll()
            }
            #expect(
                Set(try FileManager.default.contentsOfDirectory(atPath: path))
                    == Set(messages.map { "\($0.id.uuid.uuidString.lowercased()).eml" }))
        }
    }
}
