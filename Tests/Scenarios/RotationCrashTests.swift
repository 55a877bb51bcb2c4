#if CLI
import Foundation
import Mortise
import MortiseLocking
import MortiseSQL
import MortiseTesting
import Testing

@testable import CrashProbe

/// `kill -9` of a rotation of keys, again and again, until one gets to its end.
struct RotationCrashTests {
    private static let accounts = 24

    @Test(arguments: TestBackend.concurrent)
    func `A7: a rotation killed before any of its calls leaves all readable, and goes on to its end`(
        backend: TestBackend
    ) async throws {
        var chance = Chance()
        try await backend.withStorage { storage in
            let ring = "\(storage.folder.path)/mortise.keys"
            let world = try await World(storage, ring)
            try Keyring.addKey(2, toFile: ring)
            try Keyring.activateKey(2, inFile: ring)
            var (call, kills, hasEnded) = (0, 0, false)
            while !hasEnded {
                call += Soak.isOn ? 1 : .random(in: 5...25, using: &chance)
                let comment: Comment = "seed \(chance.seed), call \(call)"
                let end = try await RunningProgram.run(
                    "CrashProbe", ["rotate", try #require(storage.url), ring, "\(call)"], in: storage.folder)
                hasEnded = end.status == 0
                #expect(hasEnded || end.signal == SIGKILL, "\(comment): \(end.errors)")
                if !hasEnded { kills += 1 }
                try #require(kills < 1000)
                try await world.check(comment)
            }
            #expect(kills >= 2)
            try await world.checkEnd()
            print("\(backend): \(kills) kills of a rotation")
        }
    }

    @Test(arguments: TestBackend.concurrent)
    func `A7: a rotation killed at any moment leaves all readable, and goes on to its end`(
        backend: TestBackend
    ) async throws {
        var chance = Chance()
        try await backend.withStorage { storage in
            let ring = "\(storage.folder.path)/mortise.keys"
            let world = try await World(storage, ring)
            try Keyring.addKey(2, toFile: ring)
            try Keyring.activateKey(2, inFile: ring)
            var kills = 0
            for _ in 0..<Soak.size(3, soak: 60) {
                let moment = Duration.microseconds(.random(in: 0...20_000, using: &chance))
                let probe = try RunningProgram(
                    "CrashProbe", ["rotate", try #require(storage.url), ring, "0"], in: storage.folder)
                // From its first step on, and within few of them: it is over soon.
                _ = try await probe.firstLine()
                try await Task.sleep(for: moment)
                probe.send(SIGKILL)
                if try await probe.end().signal == SIGKILL { kills += 1 }
                try await world.check("seed \(chance.seed), after \(moment)")
            }
            // A few may all come too late on a busy machine; the test above never does.
            #expect(kills > 0 || !Soak.isOn)
            let end = try await RunningProgram.run(
                "CrashProbe", ["rotate", try #require(storage.url), ring, "0"], in: storage.folder)
            #expect(end.status == 0, "\(end.errors)")
            try await world.checkEnd()
        }
    }

    /// What is stored under the first key, and what a client holds of it.
    private struct World {
        let storage: TestStorage
        let ring: String
        private var users: [User] = []
        private let signIn: SignIn
        private let link: String

        init(_ storage: TestStorage, _ ring: String) async throws {
            self.storage = storage
            self.ring = ring
            let mail = CapturedMail()
            let engine = try await Self.open(storage, .file(ring), mail)
            let context = RequestContext()
            for index in 0..<RotationCrashTests.accounts {
                let user = try await engine.createUser(
                    email: "user\(index)@example.com", password: index == 0 ? Self.password : nil, isVerified: true,
                    in: context)
                users.append(
                    try await engine.updateProfile(
                        of: user.id, displayName: "Nr. \(index)", expecting: user.version, in: context))
            }
            signIn = try await engine.logIn(email: "user0@example.com", password: Self.password, in: context)
            try await engine.requestEmailChange(
                signIn.token, password: Self.password, to: "new@example.com", in: context)
            try await engine.deliverMail()
            link = try #require(mail.tokens(to: "new@example.com").last)
            // A mail that waits, and events of all of it.
            try await engine.requestPasswordReset(email: "user1@example.com", in: context)
            users[0] = try #require(try await engine.user(users[0].id))
            await engine.close()
        }

        /// All is there and readable, and the session goes on.
        func check(_ comment: Comment) async throws {
            let engine = try await Self.open(storage, .existingFile(ring))
            let report = try await engine.verify()
            #expect(report.isConsistent, "\(comment): \(report.findings)")
            for user in users { #expect(try await engine.user(email: user.email.address) == user, comment) }
            _ = try await engine.authenticate(signIn.token, in: RequestContext())
            await engine.close()
        }

        /// The first key is needed by nothing that a rotation moves, and what was on its way arrives.
        func checkEnd() async throws {
            let mail = CapturedMail()
            let heard = Locked(0)
            let engine = try await Self.open(storage, .existingFile(ring), mail) { heard.withLock { $0 += 1 } }
            let status = try await engine.keyStatus()
            #expect(!status.needsRotation && status.unreadable == 0)
            let rotations = try await engine.auditEvents(AuditQuery(actions: [.keysRotated])).events
            // More than one where a kill came after the end of a rotation and before the end of its process.
            #expect(!rotations.isEmpty && rotations.allSatisfy { $0.details["complete"] == true })
            try await engine.confirmEmailChange(token: link, in: RequestContext())
            #expect(try await engine.user(email: "new@example.com")?.id == users[0].id)
            try await engine.deliverMail()
            #expect(mail.tokens(to: "user1@example.com").count == 1)
            try await engine.deliverEvents()
            #expect(heard.withLock { $0 } == RotationCrashTests.accounts)
            await engine.close()
        }

        private static let password = Password("a long enough passphrase")

        private static func open(
            _ storage: TestStorage, _ keyring: KeyringSource, _ mail: CapturedMail = CapturedMail(),
            _ receive: @escaping @Sendable () -> Void = {}
        ) async throws -> AuthEngine {
            let configuration = AuthConfiguration.listening { _ in receive() }.mailing(through: mail)
            return try await AuthEngine.open(storage.source, keyring: keyring, configuration: configuration)
        }
    }
}
#endif
