import Foundation
import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// Prints a value in every way that Swift has.
private func everyPrint(of value: Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(reflecting: value)) \(String(describing: value)) \(dumped) "
        + Mirror(reflecting: value).children.map { "\($0)" }.joined()
}

@Suite struct RedactionTests {
    @Test func `passwords, tokens and keys do not print`() throws {
        let password = Password("canary-of-a-password")
        let token = SessionToken(keyID: 1)
        let link = OneTimeToken(keyID: 1)
        let vault = Vault(Keyring(active: .random(id: 1)))
        let device = vault.deviceToken(
            for: UserID(at: Instant(microseconds: 0)), epoch: 1, at: Instant(microseconds: 0))
        let key = RootKey.random(id: 1)
        let secrets = [
            "canary", token.reveal(), String(token.reveal().suffix(20)), key.line, String(key.line.suffix(20)),
            link.reveal(), String(link.reveal().suffix(20)), device.reveal(), String(device.reveal().suffix(20)),
        ]
        let holder = Holder(password: password, token: token, key: key, keyring: Keyring(active: key))
        for value in [password, token, link, device, key, holder.keyring, holder, [holder], Optional(holder) as Any]
            as [Any]
        {
            let text = everyPrint(of: value)
            for secret in secrets { #expect(!text.contains(secret)) }
        }
    }

    @Test(arguments: TestBackend.lasting.filter(\.isSQLite))
    func `T9 A6: neither addresses nor passwords nor tokens are in the file`(backend: TestBackend) async throws {
        try await backend.withEngine(configuration: .withoutVerification) { test in
            let password = "canary-of-a-password"
            _ = try await test.auth.register(email: "canary@example.com", password: Password(password), in: .init())
            let signIn = try await test.auth.logIn(
                email: "canary@example.com", password: Password(password), in: .init())
            let files = try FileManager.default.contentsOfDirectory(atPath: test.storage.folder.path)
            #expect(files.contains { $0.hasSuffix("-wal") })
            for file in files {
                let data = try Data(contentsOf: URL(filePath: "\(test.storage.folder.path)/\(file)"))
                for secret in ["canary", "example.com", password, signIn.token.reveal()] {
                    #expect(data.range(of: Data(secret.utf8)) == nil, "\(secret) is in \(file)")
                }
            }
        }
    }

    private struct Holder: Sendable {
        let password: Password
        let token: SessionToken
        let key: RootKey
        let keyring: Keyring
    }
}
