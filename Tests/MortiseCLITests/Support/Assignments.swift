#if CLI
@testable import MortiseCLI

extension Configuration {
    /// The configuration of an environment alone.
    static func of(_ environment: [String: String]) throws(ConfigurationError) -> Configuration {
        try load(flags: [], file: nil, environment: environment)
    }

    /// What is wrong with an environment, for people.
    static func problems(_ environment: [String: String]) -> [String] {
        do {
            _ = try of(environment)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }
}
#endif
