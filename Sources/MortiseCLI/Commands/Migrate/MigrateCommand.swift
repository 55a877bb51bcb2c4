#if CLI
import ArgumentParser

/// `mortise migrate`.
struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the tables of the database to this version, or back.",
        subcommands: [
            MigratePlanCommand.self, MigrateUpCommand.self, MigrateDownCommand.self, MigrateStatusCommand.self,
            MigrateVerifyCommand.self, MigrateRepairCommand.self, MigratePrintCommand.self,
        ])
}
#endif
