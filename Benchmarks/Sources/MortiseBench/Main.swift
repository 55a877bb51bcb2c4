import ArgumentParser
import CReference
import Crypto
import Mortise
import MortisePostgres
import MortiseSQL
import MortiseSQLite
import MortiseTesting

@main
struct Bench: AsyncParsableCommand {
    func run() async throws { print(reference_stub()) }
}
