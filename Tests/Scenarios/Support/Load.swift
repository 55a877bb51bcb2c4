#if CLI
import Mortise

/// Clients that register and log in until their server is gone, and keep a ledger of what it acknowledged.
struct Load: Sendable {
    static let clients = 8

    let port: Int
    /// Tells the accounts of one load from those of another.
    let name: String
    let ledger: Ledger

    /// Keeps the clients busy; returns when each has lost its connection and cannot get another one.
    func run() async {
        await withTaskGroup { tasks in
            for client in 1...Self.clients {
                tasks.addTask { await serve(client) }
            }
        }
    }

    private func serve(_ client: Int) async {
        var count = 0
        while true {
            do {
                try await HTTPConnection.open(port) { connection in
                    while true {
                        count += 1
                        try await walk("\(name)-\(client)-\(count)@example.com", connection)
                    }
                }
            } catch HTTPConnection.Failure.closed {
                // A server may close a connection that it keeps; whether it is gone, the next one shows.
            } catch HTTPConnection.Failure.cut {
                ledger.write { $0.surprises.append("an answer was cut off") }
            } catch {
                return
            }
        }
    }

    private func walk(_ email: String, _ connection: HTTPConnection) async throws {
        let registration = try await connection.register(email)
        guard registration.status == 202 else { return note(registration) }
        ledger.write { $0.accounts.append(email) }
        let login = try await connection.logIn(email)
        guard login.status == 200, let token = login.token else { return note(login) }
        ledger.write { $0.tokens.append(token) }
    }

    private func note(_ answer: HTTPConnection.Answer) {
        ledger.write { $0.surprises.append("\(answer.status) \(answer.body?["error"]?.stringValue ?? "")") }
    }
}
#endif
