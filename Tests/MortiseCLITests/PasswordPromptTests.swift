#if CLI
import Foundation
import Testing

@testable import MortiseCLI

/// The password asked for on a terminal.
struct PasswordPromptTests {
    private let folder: TemporaryFolder
    private let keyboard: FileHandle
    private let terminal: FileHandle

    init() throws {
        folder = try TemporaryFolder()
        // What posix_openpt(3), unlockpt(3) and ptsname(3) do on Linux; Swift does not import those.
        let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var isLocked: Int32 = 0
        var number: Int32 = 0
        try #require(ioctl(descriptor, 0x4004_5431, &isLocked) == 0 && ioctl(descriptor, 0x8004_5430, &number) == 0)
        let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(other >= 0)
        keyboard = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        terminal = FileHandle(fileDescriptor: other, closeOnDealloc: true)
    }

    /// Types each line once it is asked for.
    private func create(typing lines: [String]) async throws -> CommandProcess.Result {
        let process = try CommandProcess(
            ["user", "create", "ada@example.com", "--verified"], in: folder,
            environment: ["MORTISE_ARGON2_MEMORY_KIB": "8", "MORTISE_ARGON2_THREADS": "1"], terminal: terminal)
        let deadline = ContinuousClock.now + .seconds(60)
        for (line, prompt) in zip(lines, ["Password: ", "Again: "]) {
            while try !process.errors().hasSuffix(prompt) {
                try #require(process.isRunning && ContinuousClock.now < deadline)
                try await Task.sleep(for: .milliseconds(5))
            }
            var settings = termios()
            #expect(tcgetattr(terminal.fileDescriptor, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) == 0)
            try keyboard.write(contentsOf: Data(line.utf8))
        }
        let result = try await process.result()
        var settings = termios()
        #expect(tcgetattr(terminal.fileDescriptor, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0)
        return result
    }

    @Test func `a password typed twice makes the account, unseen`() async throws {
        let result = try await create(typing: ["correct horse canary\n", "correct horse canary\n"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.output.contains("canary") && !result.errors.contains("canary"))
    }

    @Test func `two different passwords make none`() async throws {
        let result = try await create(typing: ["correct horse canary\n", "correct horse canarx\n"])
        #expect(result.status == 1 && result.errors.contains("differ"))
        #expect(!folder.exists("data"))
    }

    @Test func `an interrupt cancels and leaves the terminal as it was`() async throws {
        let result = try await create(typing: ["corr\u{3}"])
        #expect(result.status == 1 && result.errors.contains("Cancelled"))
    }
}
#endif
