#if CLI
import ArgumentParser
import Mortise

/// `mortise doctor`.
struct DoctorCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Look at settings, database, keys, files, clock, mail and costs, and name the next step for each fault.",
        discussion: """
            It changes nothing and makes no file, and may run beside the server: run it as the server's user, with the \
            server's settings. Exits with 5 where something has failed, with 3 where only migrations have.
            """)

    @Option(
        help: ArgumentHelp("How long a password hash should take, in milliseconds.", valueName: "milliseconds"),
        completion: .list(["50", "100", "250", "500"]))
    var hashTarget = 100

    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard (1...10_000).contains(hashTarget) else {
            throw ValidationError("--hash-target takes a number of milliseconds from 1 to 10000.")
        }
    }

    func answer() async throws -> Answer {
        let checks = Self.checks(hashTarget: .milliseconds(hashTarget))
        let configuration: Configuration
        do throws(ConfigurationError) {
            configuration = try options.configuration()
        } catch {
            guard !error.isUsage else { throw error }
            return Diagnosis(of: error, without: checks).answer
        }
        let installation = await Installation.open(configuration)
        let diagnosis = await Diagnosis(of: installation, by: checks)
        await installation.close()
        return diagnosis.answer
    }

    /// All that is looked at, in the order of the report.
    static func checks(hashTarget: Duration) -> [any Check] {
        [
            SettingsCheck(), DatabaseCheck(), TransportCheck(), MigrationsCheck(), KeyringCheck(), FilesCheck(),
            DiskCheck(), ClockCheck(), AddressCheck(), PasswordsCheck(), HashingCheck(target: hashTarget),
            LimitsCheck(), MailCheck(), OutboxCheck(),
        ]
    }
}
#endif
