import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

/// Accounts, sessions, mailed links and mails in every state, made by a node before a rotation.
struct World: Sendable {
    private let fleet: Fleet
    private let users: [User]
    private let signIns: [SignIn]
    /// A link of each purpose for each moment at which one is used.
    private let links: [String: [TokenPurpose: String]]

    init(_ fleet: Fleet, _ node: AuthEngine) async throws {
        self.fleet = fleet
        var links: [String: [TokenPurpose: String]] = [:]
        for moment in ["midway", "after"] {
            for purpose in TokenPurpose.allCases {
                let email = "\(moment).\(purpose.rawValue)@example.com"
                links[moment, default: [:]][purpose] = try await Self.link(purpose, email, fleet, node)
            }
        }
        var users: [User] = []
        var signIns: [SignIn] = []
        for index in 0..<4 {
            let user = try await node.account("user\(index)@example.com")
            signIns.append(try await node.logIn(email: user.email.address, password: good, in: .init()))
            users.append(
                try await node.updateProfile(
                    of: user.id, displayName: "Nr. \(index)", expecting: signIns[index].user.version, in: .init()))
        }
        let gone = try await node.account("gone@example.com")
        try await node.delete(gone.id, in: .init())
        if let gone = try await node.user(gone.id) { users.append(gone) }
        // A mail that is given up, and one that waits.
        _ = try await node.register(email: "dead@example.com", password: good, in: .init())
        try await fleet.database.execute(
            Statement(
                once: "test.bury",
                Update(
                    outbox, set: [outbox.state.set(to: .dead), outbox.payloadSealed.set(to: nil)],
                    where: outbox.state == constant(OutboxMail.State.pending))))
        _ = try await node.register(email: "waiting@example.com", password: good, in: .init())
        self.users = users
        self.signIns = signIns
        self.links = links
    }

    /// All is as it was, to clients and to the operator: a rotation does not even move a version.
    func check(on node: AuthEngine) async throws {
        for user in users {
            #expect(try await node.user(user.id) == user)
            if user.deletedAt == nil { #expect(try await node.user(email: user.email.address) == user) }
            let signIn = try? await node.logIn(email: user.email.address, password: good, in: .init())
            #expect((signIn != nil) == (user.deletedAt == nil))
            if let now = signIn?.user { #expect(now.version == user.version && now.updatedAt == user.updatedAt) }
        }
        let isLate = signIns.allSatisfy { $0.session.expiresAt < fleet.clock.now }
        if !isLate { for signIn in signIns { _ = try await node.authenticate(signIn.token) } }
        #expect(try await node.mails(.dead).count == 1)
        #expect(try await node.mails(.pending).count == 1)
        let report = try await node.verify()
        #expect(report.isConsistent, "\(report.findings)")
        await expect(.emailTaken) {
            _ = try await node.createUser(email: "user0@example.com", password: good, isVerified: true, in: .init())
        }
    }

    /// Uses the links of a moment, each with its effect, and sends the mail that waited.
    func use(_ moment: String, on node: AuthEngine) async throws {
        for purpose in TokenPurpose.allCases {
            let token = try #require(links[moment]?[purpose])
            try await node.checkToken(token, for: purpose, in: .init())
            try await node.use(token, for: purpose)
            await expect(.tokenInvalid) { try await node.use(token, for: purpose) }
        }
        let (changed, undone) = ("new.\(moment).change_email@example.com", "\(moment).undo_email_change@example.com")
        #expect(try await node.user(email: changed) != nil)
        #expect(try await node.user(email: undone) != nil)
        // What this has written leaves, and what waits for `check` is written again.
        try await node.deliverMail()
        #expect(fleet.mail.tokens(to: "waiting@example.com").count > 0)
        try await node.resendVerification(email: "waiting@example.com", in: .init())
    }

    private static func link(
        _ purpose: TokenPurpose, _ email: String, _ fleet: Fleet, _ node: AuthEngine
    ) async throws -> String {
        _ = try await node.register(email: email, password: good, in: .init())
        // Its link leaves before another one is on its way: mails that wait together leave in any order.
        if purpose != .verifyEmail { try await node.deliverMail() }
        let signIn = try await node.logIn(email: email, password: good, in: .init())
        switch purpose {
        case .verifyEmail: break
        case .resetPassword: try await node.requestPasswordReset(email: email, in: .init())
        case .changeEmail, .undoEmailChange:
            let wanted = "new.\(email)"
            try await node.requestEmailChange(signIn.token, password: good, to: wanted, in: .init())
            let token = try await fleet.mailedToken(to: wanted, by: node)
            if purpose == .changeEmail { return token }
            try await node.confirmEmailChange(token: token, in: .init())
        case .unlock:
            try await node.database.transaction { transaction in
                let issued = try await node.issue(
                    .unlock, for: signIn.user.id, epoch: 1, at: fleet.clock.now, on: transaction)
                try await node.enqueue(
                    OutgoingMail(.unlock, to: signIn.user.email, token: issued), for: signIn.user.id,
                    at: fleet.clock.now, on: transaction)
            }
        }
        return try await fleet.mailedToken(to: email, by: node)
    }
}
