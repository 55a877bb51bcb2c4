import MortiseArgon2
import MortiseSQL

extension AuthEngine {
    static let verifiedPageSize: Int64 = 500

    /// Checks the stored data: the database's own structures, the schema against its migrations, and every row against
    /// what the engine promises of it: sealed values open, digests belong to their addresses, sessions and tokens to
    /// their users, and what is to be mailed can be written.
    ///
    /// Reads everything in small pages, so it can run beside a serving engine.
    ///
    /// - Parameter progress: Is told after each page.
    /// - Throws: `DatabaseError` when the database cannot be read; what is wrong with the data is in the report.
    public func verify(
        progress: (ConsistencyReport.Progress) -> Void = { _ in }
    ) async throws -> ConsistencyReport {
        var report = ConsistencyReport()
        for problem in try await IntegrityCheck.findings(of: database) { report.add("file", nil, problem) }
        try await verifySchema(&report)
        try await verifyUsers(&report, progress)
        try await verifySessions(&report, progress)
        try await verifyTokens(&report, progress)
        try await verifyOutbox(&report, progress)
        try await verifyEvents(&report, progress)
        return report
    }

    private func verifySchema(_ report: inout ConsistencyReport) async throws {
        do {
            let schema = try await Self.migrator(database, clock: clock).verify()
            for fact in schema.missing { report.add("schema", nil, "missing: \(fact)") }
        } catch let error as MigrationError {
            report.add("schema", nil, error.message)
        }
    }

    private func verifyUsers(
        _ report: inout ConsistencyReport, _ progress: (ConsistencyReport.Progress) -> Void
    ) async throws {
        var last: UserID?
        repeat {
            let statement =
                last.map { UserStatements.page($0, Self.verifiedPageSize) }
                ?? UserStatements.firstPage(Self.verifiedPageSize)
            let page = try await database.all(statement)
            for user in page {
                for problem in try await problems(of: user) { report.add("users", user.id.description, problem) }
            }
            report.checked["users", default: 0] += page.count
            progress(ConsistencyReport.Progress(table: "users", rows: report.checked["users", default: 0]))
            last = page.last?.id
        } while last != nil
    }

    private func verifySessions(
        _ report: inout ConsistencyReport, _ progress: (ConsistencyReport.Progress) -> Void
    ) async throws {
        var last: SessionID?
        repeat {
            let statement =
                last.map { SessionStatements.page($0, Self.verifiedPageSize) }
                ?? SessionStatements.firstPage(Self.verifiedPageSize)
            let page = try await database.all(statement)
            for (session, epoch) in page {
                for problem in Self.problems(of: session, userEpoch: epoch) {
                    report.add("sessions", session.id.description, problem)
                }
            }
            report.checked["sessions", default: 0] += page.count
            progress(ConsistencyReport.Progress(table: "sessions", rows: report.checked["sessions", default: 0]))
            last = page.last?.0.id
        } while last != nil
    }

    private func problems(of record: UserRecord) async throws(DatabaseError) -> [String] {
        var problems: [String] = []
        var email: EmailAddress?
        do throws(DatabaseError) {
            email = try record.opened(with: vault).email
        } catch {
            problems.append(error.message)
        }
        if let email {
            switch vault.keyID(ofDigest: record.emailDigest, of: email) {
            case nil: problems.append("the digest is not that of the address")
            case vault.activeKeyID: break
            default:
                // The unique index sees one key only.
                let holders = try await database.all(Self.byEmail(vault.index(email)))
                if record.deletedAt == nil && holders.contains(where: { $0.id != record.id }) {
                    problems.append("another account has the same address")
                }
            }
        }
        if let hash = record.passwordHash, (try? PHCString(parsing: hash)) == nil {
            problems.append("the password hash is not a PHC string within the accepted costs")
        }
        if record.updatedAt < record.createdAt { problems.append("updated before it was created") }
        return problems
    }

    private static func problems(of session: SessionRecord, userEpoch: Int64) -> [String] {
        var problems: [String] = []
        if session.securityEpoch > userEpoch { problems.append("its security epoch is ahead of its user's") }
        if session.lastSeenAt < session.createdAt { problems.append("last seen before it began") }
        if let ip = session.ip, IPAddress(ip.text) == nil { problems.append("its client address is none") }
        return problems
    }
}
