import MortiseSQL
import MortiseTesting
import Testing

@testable import Mortise

@Suite struct AuditQueryTests {
    @Test(arguments: TestBackend.available)
    func `each filter finds what it names, and together all must hold`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let entries = try await fill(test, 60)
            let start = entries[0].createdAt
            let queries: [(AuditQuery, (AuditEvent) -> Bool)] = [
                (AuditQuery(), { _ in true }),
                (AuditQuery(user: entries[1].userID), { $0.userID == entries[1].userID }),
                (AuditQuery(actions: [.loginFailed]), { $0.action == .loginFailed }),
                (
                    AuditQuery(actions: [.loginFailed, .logout]),
                    { $0.action == .loginFailed || $0.action == .logout }
                ),
                (AuditQuery(actor: .operator), { $0.actor == .operator }),
                (AuditQuery(since: start + .seconds(10)), { $0.createdAt >= start + .seconds(10) }),
                (AuditQuery(until: start + .seconds(10)), { $0.createdAt < start + .seconds(10) }),
                (AuditQuery(client: IPNetwork("192.0.2.2")), { $0.clientAddress == IPAddress("192.0.2.2") }),
                (
                    AuditQuery(client: IPNetwork("2001:db8::/64")),
                    { $0.clientAddress.map { $0 == IPAddress("2001:db8::1") } ?? false }
                ),
                (AuditQuery(client: IPNetwork("0.0.0.0/0")), { $0.clientAddress?.isIPv4 ?? false }),
                (AuditQuery(requestID: "r7"), { $0.requestID == "r7" }),
                (
                    AuditQuery(
                        user: entries[1].userID, actions: [.loginFailed], actor: entries[1].actor,
                        since: start + .seconds(1), until: start + .seconds(20), client: IPNetwork("192.0.2.0/24")),
                    {
                        $0.userID == entries[1].userID && $0.action == .loginFailed && $0.actor == entries[1].actor
                            && $0.createdAt >= start + .seconds(1) && $0.createdAt < start + .seconds(20)
                            && ($0.clientAddress?.isIPv4 ?? false)
                    }
                ),
                (AuditQuery(user: UserID(at: start)), { _ in false }),
            ]
            for (query, holds) in queries {
                let page = try await test.auth.auditEvents(query)
                #expect(page.events == entries.reversed().filter(holds), "\(query)")
                #expect(page.older == nil && page.newer == nil)
            }
        }
    }

    @Test(arguments: TestBackend.available)
    func `pages lead through all entries, both ways, while others are written`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let entries = try await fill(test, 45)
            for filter in [AuditQuery(), AuditQuery(client: IPNetwork("192.0.2.0/24"))] {
                let expected = Array(
                    entries.reversed().filter { filter.client == nil || $0.clientAddress?.isIPv4 ?? false })
                var query = filter
                query.limit = 7
                var read: [AuditEvent] = []
                var pages: [AuditPage] = []
                repeat {
                    let page = try await test.auth.auditEvents(query)
                    #expect(page.events.count == min(7, expected.count - read.count))
                    #expect((page.newer == nil) == pages.isEmpty)
                    read += page.events
                    pages.append(page)
                    // Through its text, as a client sends it.
                    query.cursor = try page.older.map { cursor throws(AuthError) in
                        try AuditCursor(cursor.description)
                    }
                } while query.cursor != nil
                #expect(read == expected)

                var back = try #require(pages.last)
                for page in pages.dropLast().reversed() {
                    query.cursor = back.newer
                    #expect(query.cursor != nil)
                    back = try await test.auth.auditEvents(query)
                    #expect(back.events == page.events)
                    #expect(back.older != nil)
                }
                #expect(back.newer == nil)
            }
            let last = try await test.auth.auditEvents(AuditQuery(limit: 3))
            let more = try await fill(test, 2)
            // What is written later moves no page.
            let next = try await test.auth.auditEvents(AuditQuery(limit: 3, cursor: last.older))
            #expect(next.events == Array(entries.reversed()[3..<6]))
            let newer = AuditCursor(.newer, of: try #require(last.events.first))
            #expect(try await test.auth.auditEvents(AuditQuery(cursor: newer)).events == more.reversed())
        }
    }

    @Test(arguments: TestBackend.available)
    func `a block of addresses is found among more entries than one read brings`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let context = RequestContext(clientAddress: IPAddress("198.51.100.1"), requestID: "r")
            try await write(test, 1, RequestContext(clientAddress: IPAddress("203.0.113.9"), requestID: "first"))
            try await write(test, 2100, context)
            try await write(test, 1, RequestContext(clientAddress: IPAddress("203.0.113.8"), requestID: "last"))
            let page = try await test.auth.auditEvents(AuditQuery(client: IPNetwork("203.0.113.0/24"), limit: 1))
            #expect(page.events.map(\.requestID) == ["last"])
            let next = try await test.auth.auditEvents(
                AuditQuery(client: IPNetwork("203.0.113.0/24"), limit: 1, cursor: page.older))
            #expect(next.events.map(\.requestID) == ["first"] && next.older == nil)
            #expect(try await test.auth.auditEvents(AuditQuery(limit: 5000)).events.count == 1000)
            #expect(try await test.auth.auditEvents(AuditQuery(limit: 0)).events.count == 1)
        }
    }

    @Test(arguments: ["", "x", "AAAA", "AQEABkm", "\u{301}"])
    func `a cursor that no page has given is refused`(text: String) {
        #expect(throws: AuthError(.cursorInvalid, "")) { try AuditCursor(text) }
    }

    @Test func `a cursor that was tampered with is refused or another place, never a fault`() throws {
        let moment = Instant(seconds: 1_767_225_600)
        let event = AuditEvent(
            id: AuditEventID(at: moment), userID: nil, actor: .system, action: .logout, details: [:],
            clientAddress: nil, userAgent: nil, requestID: "r", createdAt: moment)
        let text = AuditCursor(.older, of: event).description
        #expect(try AuditCursor(text) == AuditCursor(.older, of: event) && text.utf8.count == 35)
        for index in text.indices {
            for character in "A_z9=" {
                var other = text
                other.replaceSubrange(index...index, with: String(character))
                guard let cursor = try? AuditCursor(other) else { continue }
                #expect(cursor.description == other)
                #expect(cursor.createdAt < Instant(seconds: 253_402_300_800))
            }
        }
        #expect(throws: AuthError(.cursorInvalid, "")) { try AuditCursor(text + "A") }
        #expect(throws: AuthError(.cursorInvalid, "")) { try AuditCursor(String(text.dropLast())) }
    }

    @Test(arguments: TestBackend.available)
    func `each filter has an index, and no query reads the whole log`(backend: TestBackend) async throws {
        try await backend.withEngine { test in
            let entries = try await fill(test, 3000)
            if !backend.isSQLite { try await run("ANALYZE user_audit_log", on: test) }
            let middle = entries[1500]
            let cursor = AuditCursor(.older, of: middle)
            for (query, index) in [
                (AuditQuery(), "created_at_id"), (AuditQuery(since: entries[2990].createdAt), "created_at_id"),
                (AuditQuery(until: entries[10].createdAt), "created_at_id"),
                (AuditQuery(cursor: cursor), "created_at_id"), (AuditQuery(user: middle.userID), "user_id"),
                (AuditQuery(user: middle.userID, since: middle.createdAt, cursor: cursor), "user_id"),
                (AuditQuery(requestID: "r1500"), "request_id"), (AuditQuery(actions: [.accountPurged]), "action"),
                (AuditQuery(client: IPNetwork("203.0.113.1")), "ip_address"),
            ] as [(AuditQuery, String)] {
                let statement = query.statement(query.cursor?.direction ?? .older, from: query.cursor, limit: 101)
                let plan = try await plan(of: statement, on: test)
                #expect(plan.contains("user_audit_log_\(index)"), "\(query): \(plan)")
                #expect(!plan.contains("Seq Scan"), "\(plan)")
                // SQLite says SCAN of an index too, where it reads that from its end: then only with the limit.
                let isBounded =
                    query.cursor == nil && query.since == nil && query.until == nil && index == "created_at_id"
                #expect(isBounded || !plan.contains("SCAN"), "\(plan)")
            }
        }
    }

    private func plan(of statement: Statement<AuditEvent>, on test: TestEngine) async throws -> String {
        let isSQLite = test.database.dialect.name == "sqlite"
        let word = isSQLite ? SQLFragment(unsafeRaw: "EXPLAIN QUERY PLAN ") : SQLFragment(unsafeRaw: "EXPLAIN ")
        let fragment = word + statement.template.fragment
        if isSQLite {
            let line = Expression<String>(unsafeRaw: SQLFragment(unsafeRaw: "detail"))
            let number = Expression<Int64>(unsafeRaw: SQLFragment(unsafeRaw: "id"))
            return try await test.database.all(
                Statement(
                    once: "test.plan",
                    Raw(fragment, returning: Projection(number, number, number, line, as: { _, _, _, line in line })))
            ).joined(separator: "\n")
        }
        let line = Expression<String>(unsafeRaw: SQLFragment(unsafeRaw: "plan"))
        return try await test.database.all(Statement(once: "test.plan", Raw(fragment, returning: Projection(line))))
            .joined(separator: "\n")
    }

    private func run(_ text: StaticString, on test: TestEngine) async throws {
        _ = try await test.database.execute(Statement(once: "test.run", Raw(SQLFragment(unsafeRaw: text))))
    }

    /// Writes entries of all kinds, several in one moment; gives them in their order.
    @discardableResult
    private func fill(_ test: TestEngine, _ count: Int) async throws -> [AuditEvent] {
        let people = (0..<20).map { _ in UserID(at: test.clock.now) }
        let addresses = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8:1::1", nil]
        let before = Set(try await all(test))
        for start in stride(from: 0, to: count, by: 100) {
            try await test.database.transaction { transaction in
                for index in start..<min(start + 100, count) {
                    try await test.auth.audit.record(
                        [.loginSuccess, .loginFailed, .logout][index % 3],
                        by: AuditEvent.Actor.allCases[index / 3 % 4], of: index % 7 == 0 ? nil : people[index % 20],
                        in: RequestContext(
                            clientAddress: addresses[index % 5].flatMap { IPAddress($0) }, requestID: "r\(index)"),
                        at: test.clock.now, on: transaction)
                    if index % 3 == 2 { test.clock.advance(by: .seconds(1)) }
                }
            }
        }
        // In the order in which they were written.
        return try await all(test).filter { !before.contains($0) }
    }

    private func all(_ test: TestEngine) async throws -> [AuditEvent] {
        try await test.database.all(
            Statement(
                once: "test.all", Select(AuditLog.event, from: AuditLog.entries).order(by: AuditLog.entries.id)))
    }

    private func write(_ test: TestEngine, _ count: Int, _ context: RequestContext) async throws {
        try await test.database.transaction { transaction in
            for _ in 0..<count {
                try await test.auth.audit.record(
                    .logout, by: .user, of: nil, in: context, at: test.clock.now, on: transaction)
            }
        }
    }
}
