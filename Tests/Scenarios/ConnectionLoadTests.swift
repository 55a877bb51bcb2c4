#if CLI
import Foundation
import Mortise
import MortiseTesting
import NIOCore
import NIOPosix
import Testing

/// Many connections, most of them of clients that do not behave.
struct ConnectionLoadTests {
    private static let clients = 8
    /// What a client sends and then falls silent: nothing, half a head, half a body.
    private static let beginnings = [
        "", "", "", "GET /livez HTTP/1.1\r\nHo",
        "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    ]

    // What the allocator keeps differs from run to run by more than what is looked for, so only the long form tells.
    @Test(.enabled(if: Soak.isOn), arguments: TestBackend.concurrent)
    func `silent clients take nothing from the others, and memory stays as it is`(backend: TestBackend) async throws {
        let silent = Soak.size(200, soak: 1_000)
        let requests = Soak.size(300, soak: 25_000)
        try await backend.withStorage { storage in
            let server = try await Installation(storage).serve()
            let token = try await HTTPConnection.open(server.port) { connection in
                _ = try await connection.register("ada@example.com")
                return try #require(try await connection.logIn("ada@example.com").token)
            }
            try await Self.ask(server.port, token, requests)
            let before = try (server.program.memory(), server.program.descriptors())

            // Several times: the allocator keeps what it once took to serve so many, and those who come later find it there.
            var after: [Int] = []
            for _ in 1...3 {
                let channels = try await Self.open(silent, server.port)
                while try server.program.descriptors() < silent { await Task.yield() }
                try await Self.ask(server.port, token, requests)
                let during = try server.program.memory()
                #expect(during - (after.last ?? before.0) < silent * 100_000, "a silent connection costs too much")
                // Those that began a body and did not end it are told so; nobody else hears anything.
                let answers = try await Self.answers(of: channels)
                #expect(answers.count == silent)
                for (number, answer) in answers.enumerated() where number % Self.beginnings.count == 4 {
                    #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer)")
                }
                while try server.program.descriptors() > before.1 + silent / 2 { await Task.yield() }
                try await Self.ask(server.port, token, requests)
                after.append(try server.program.memory())
            }
            print("\(backend): \(silent) silent clients; memory before \(before.0), after \(after)")
            // Each silent connection may cost that much, but only while it is there.
            #expect(after[2] - after[0] < silent * 100_000, "memory grew")
            server.program.send(SIGTERM)
            let end = try await server.program.end()
            #expect(end.status == 0 && !end.errors.contains(" error "), "\(end.errors)")
        }
    }

    /// Asks for the session again and again, on several connections at once.
    private static func ask(_ port: Int, _ token: String, _ requests: Int) async throws {
        try await withThrowingTaskGroup { tasks in
            for _ in 0..<clients {
                tasks.addTask {
                    try await HTTPConnection.open(port) { connection in
                        for _ in 0..<requests {
                            let answer = try await connection.session(token)
                            #expect(answer.status == 200)
                        }
                    }
                }
            }
            try await tasks.waitForAll()
        }
    }

    private typealias Silent = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Opens connections that send a beginning and wait.
    private static func open(_ count: Int, _ port: Int) async throws -> [Silent] {
        var channels: [Silent] = []
        for number in 0..<count {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture { try Silent(wrappingChannelSynchronously: channel) }
                }
            let beginning = beginnings[number % beginnings.count]
            if !beginning.isEmpty { try await channel.channel.writeAndFlush(ByteBuffer(string: beginning)) }
            channels.append(channel)
        }
        return channels
    }

    /// What the server says to each: to those with half a body until it closes, to the others until they close.
    private static func answers(of channels: [Silent]) async throws -> [String] {
        try await withThrowingTaskGroup { tasks in
            for (number, channel) in channels.enumerated() {
                tasks.addTask {
                    let text = try await channel.executeThenClose { inbound, _ in
                        var text = ""
                        guard number % beginnings.count == 4 else { return text }
                        for try await part in inbound { text += String(buffer: part) }
                        return text
                    }
                    return (number, text)
                }
            }
            var answers = [String](repeating: "none", count: channels.count)
            for try await (number, text) in tasks { answers[number] = text }
            return answers
        }
    }
}
#endif
