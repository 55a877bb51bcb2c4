// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "mortise-benchmarks",
    products: [
        .executable(name: "mortise-bench", targets: ["MortiseBench"]),
        .executable(name: "BareServer", targets: ["BareServer"]),
    ],
    dependencies: [
        .package(name: "mortise", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0", traits: []),
        // A peer to be compared with.
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    ],
    targets: [
        // Where libpq's header lies is known to pkg-config alone.
        .systemLibrary(name: "PostgresClient", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        // What Mortise is compared with: plain C on the same libraries.
        .target(
            name: "CReference",
            dependencies: ["PostgresClient"],
            linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("argon2")]),
        .executableTarget(
            name: "BareServer",
            dependencies: [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        // Counts what is asked of malloc, by taking its place in the program.
        .target(name: "CAllocations"),
        .executableTarget(
            name: "MortiseBench",
            dependencies: [
                "CAllocations", "CReference",
                .product(name: "Mortise", package: "mortise"),
                .product(name: "MortiseSQL", package: "mortise"),
                .product(name: "MortiseSQLite", package: "mortise"),
                .product(name: "MortisePostgres", package: "mortise"),
                .product(name: "MortiseTesting", package: "mortise"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .enableUpcomingFeature("InferIsolatedConformances"),
                .enableUpcomingFeature("ImmutableWeakCaptures"),
                .treatAllWarnings(as: .error),
            ]),
    ]
)
