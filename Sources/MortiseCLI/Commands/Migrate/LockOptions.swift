#if CLI
import ArgumentParser

/// How long a command that migrates waits for another one.
struct LockOptions: ParsableArguments {
    @Option(help: "The longest wait for another runner, in seconds.")
    var lockTimeout = 60

    var timeout: Duration { .seconds(lockTimeout) }

    func validate() throws {
        guard (0...86_400).contains(lockTimeout) else {
            throw ValidationError("--lock-timeout takes a number of seconds from 0 to 86400.")
        }
    }
}
#endif
