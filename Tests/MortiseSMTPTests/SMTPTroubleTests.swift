#if SMTP
import Mortise
import MortiseLocking
import MortiseSMTP
import Testing

/// Servers that misbehave. Each send must end by itself: nothing here measures time, a hang meets the time limit.
@Suite(.timeLimit(.minutes(2))) struct SMTPTroubleTests {
    @Test(arguments: ["black-hole", "drip"])
    func `a server that does not get on is given up`(behaviour: String) async throws {
        try await MailServer.run(["--instead", behaviour]) { server in
            let transport = try server.transport { $0.timeout = .milliseconds(1500) }
            let error = try #require(await failure(of: transport, sending: .sample()))
            #expect(error.code == .timedOut)
            #expect(!error.mayHaveBeenAccepted && !error.isPermanent)
        }
    }

    @Test func `a connection lost after the last dot may have delivered`() async throws {
        try await MailServer.run(["--after-data", "drop"]) { server in
            let message = try MailMessage.sample()
            let error = try #require(await failure(of: server.transport(), sending: message))
            #expect(error.code == .unreachable)
            #expect(error.mayHaveBeenAccepted && !error.isPermanent)
            #expect(try server.mail() == message.rendered())
        }
    }

    @Test func `silence after the last dot may have delivered`() async throws {
        try await MailServer.run(["--after-data", "silence"]) { server in
            let transport = try server.transport { $0.timeout = .milliseconds(1500) }
            let error = try #require(await failure(of: transport, sending: .sample()))
            #expect(error.code == .timedOut)
            #expect(error.mayHaveBeenAccepted)
        }
    }

    @Test func `nobody at the port is unreachable`() async throws {
        let transport = try await MailServer.run { server in try server.transport() }
        let error = try #require(await failure(of: transport, sending: .sample()))
        #expect(error.code == .unreachable)
        #expect(!error.mayHaveBeenAccepted && !error.needsOperator)
    }

    @Test func `sends in a black hole leave other tasks their threads, and end when cancelled`() async throws {
        try await MailServer.run(["--instead", "black-hole"]) { server in
            let transport = try server.transport {
                $0.connections = 8
                $0.timeout = .seconds(110)
                // The greeting is waited for by this one.
                $0.connectTimeout = .seconds(110)
            }
            try await withThrowingTaskGroup(of: MailError.Code?.self) { group in
                for _ in 0..<32 {
                    group.addTask { await failure(of: transport, sending: try .sample())?.code }
                }
                for _ in 0..<8 { _ = try await server.script.next("connected") }
                // As many tasks at once as there are sends, each coming back often.
                let turns = await withTaskGroup(of: Int.self) { others in
                    for _ in 0..<32 {
                        others.addTask {
                            for _ in 0..<100 { await Task.yield() }
                            return 100
                        }
                    }
                    return await others.reduce(0, +)
                }
                #expect(turns == 3200)
                group.cancelAll()
                // Not timed out: the sends were still there when the others were done.
                for try await code in group { #expect(code == .cancelled) }
            }
        }
    }

    @Test func `more than may wait is refused at once`() async throws {
        try await MailServer.run(["--instead", "black-hole"]) { server in
            let transport = try server.transport {
                $0.connections = 1
                $0.queueLimit = 0
                $0.timeout = .seconds(110)
                $0.connectTimeout = .seconds(110)
            }
            try await withThrowingTaskGroup(of: MailError.Code?.self) { group in
                group.addTask { await failure(of: transport, sending: try .sample())?.code }
                _ = try await server.script.next("connected")
                #expect(try await failure(of: transport, sending: .sample())?.code == .overloaded)
                group.cancelAll()
                for try await code in group { #expect(code == .cancelled) }
            }
        }
    }
}
#endif
