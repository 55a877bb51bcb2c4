import Hummingbird
import HTTPTypes
import Logging
import NIOCore

/// What `GET /session` is measured beside: the same web server with one route, which answers bytes it has at hand.
///
///     BareServer PORT BODY
@main
enum BareServer {
    static func main() async throws {
        guard CommandLine.arguments.count == 3, let port = Int(CommandLine.arguments[1]) else {
            print("usage: BareServer PORT BODY")
            return
        }
        let body = ByteBuffer(string: CommandLine.arguments[2])
        let router = Router()
        router.get("/session") { _, _ in
            Response(
                status: .ok,
                headers: [
                    .contentType: "application/json", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                ],
                body: ResponseBody(byteBuffer: body))
        }
        var logger = Logger(label: "bare")
        logger.logLevel = .warning
        try await Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            logger: logger
        ).runService()
    }
}
