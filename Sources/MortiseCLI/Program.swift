import Glibc

/// Where the process begins.
@main
enum Program {
    #if CLI
    static func main() async {
        exit(await MortiseCommand.run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }
    #else
    static func main() {
        print("This build of mortise has no command line: build it with the package trait CLI.")
        exit(1)
    }
    #endif
}
