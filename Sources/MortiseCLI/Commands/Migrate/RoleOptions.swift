#if CLI
import ArgumentParser
import Mortise
import MortiseMigrations

/// The roles that `mortise migrate print --roles` makes.
struct RoleOptions: ParsableArguments {
    @Option(help: "With --roles: the role that owns the tables and migrates.", transform: Self.name)
    var ownerRole = RoleName.owner

    @Option(help: "With --roles: the role that serves.", transform: Self.name)
    var appRole = RoleName.app

    func validate() throws {
        guard ownerRole != appRole else { throw ValidationError("--owner-role and --app-role must differ.") }
    }

    /// The script.
    func answer() -> Answer {
        let script = RoleScript(owner: ownerRole, app: appRole)
        return Answer(
            script.text,
            json: [
                "owner": .string(ownerRole.description), "app": .string(appRole.description),
                "grants": .array(
                    EngineMigrations.grants.map {
                        ["table": .string($0.table), "privileges": .array($0.privileges.map { .string($0.rawValue) })]
                    }), "sql": .string(script.text),
            ])
    }

    private static func name(_ text: String) throws -> RoleName {
        guard let name = RoleName(text) else {
            throw ValidationError(
                "A role's name has 1 to 63 of a-z, 0-9 and _, and does not begin with a digit or pg_.")
        }
        return name
    }
}
#endif
