#if CLI
import Mortise
import MortiseHTTP

extension Configuration {
    /// How the server of these settings sends mail; its links lead to a made-up port where that is not known yet.
    ///
    /// - Throws: ``CommandFailure`` where links cannot lead to the base URL.
    func mailOfServer() throws -> MailConfiguration {
        try mail.configuration(app: engine.appName, baseURL: baseURL ?? BaseURL("http://127.0.0.1:1"))
    }
}
#endif
