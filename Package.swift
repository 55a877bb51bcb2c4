// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]

// A pure target holds no C call: the compiler checks that it stays so.
let pure = strict + [.strictMemorySafety()]

// The lane of the thread sanitizer guards with a lock that it understands: see `Locked`.
let locking = strict + (Context.environment["MORTISE_TSAN"] == nil ? [] : [.define("MORTISE_TSAN")])

let package = Package(
    name: "mortise",
    products: [
        .library(name: "Mortise", targets: ["Mortise"]),
        .library(name: "MortiseSQL", targets: ["MortiseSQL"]),
        .library(name: "MortiseSQLite", targets: ["MortiseSQLite"]),
        .library(name: "MortisePostgres", targets: ["MortisePostgres"]),
        .library(name: "MortiseHTTP", targets: ["MortiseHTTP"]),
        .library(name: "MortiseSMTP", targets: ["MortiseSMTP"]),
        .library(name: "MortiseTesting", targets: ["MortiseTesting"]),
        .executable(name: "mortise", targets: ["MortiseCLI"]),
    ],
    traits: [
        .trait(name: "SQLite", description: "The SQLite backend (needs libsqlite3)."),
        .trait(name: "Postgres", description: "The PostgreSQL backend (needs libpq)."),
        .trait(name: "HTTP", description: "The HTTP routes, on Hummingbird."),
        .trait(name: "SMTP", description: "Mail over SMTP (needs libcurl)."),
        .trait(
            name: "CLI", description: "The `mortise` command and server.",
            enabledTraits: ["SQLite", "Postgres", "HTTP", "SMTP"]),
        .default(enabledTraits: ["SQLite", "Postgres", "HTTP", "SMTP", "CLI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // System libraries: a module map and a shim header each.
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CEpoll"),

        // What threads and tasks share; below everything.
        .target(name: "MortiseLocking", swiftSettings: locking),

        // Storage: the abstraction, its two backends, the migrations.
        .target(
            name: "MortiseSQL",
            dependencies: [
                "MortiseLocking",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: pure),
        .target(
            name: "MortiseSQLite",
            dependencies: [
                "MortiseLocking", "MortiseSQL",
                .target(name: "CSQLite", condition: .when(traits: ["SQLite"])),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(
            name: "MortisePostgres",
            dependencies: [
                "MortiseLocking", "MortiseSQL",
                .target(name: "CLibPQ", condition: .when(traits: ["Postgres"])),
                .target(name: "CEpoll", condition: .when(traits: ["Postgres"])),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(name: "MortiseMigrations", dependencies: ["MortiseSQL"], path: "Migrations", swiftSettings: pure),

        // The engine.
        .target(name: "MortiseArgon2", dependencies: ["CArgon2", "MortiseLocking"], swiftSettings: strict),
        .target(
            name: "Mortise",
            dependencies: [
                "MortiseLocking", "MortiseSQL", "MortiseMigrations", "MortiseArgon2",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: strict),

        // Mail over the network.
        .target(
            name: "MortiseSMTP",
            dependencies: [
                "Mortise", "MortiseLocking",
                .target(name: "CCurl", condition: .when(traits: ["SMTP"])),
            ],
            swiftSettings: strict),

        // Its faces.
        .target(
            name: "MortiseHTTP",
            dependencies: [
                "Mortise", "MortiseSQL",
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["HTTP"])),
                .product(name: "HummingbirdCore", package: "hummingbird", condition: .when(traits: ["HTTP"])),
                .product(name: "HTTPTypes", package: "swift-http-types", condition: .when(traits: ["HTTP"])),
                .product(name: "Mustache", package: "swift-mustache", condition: .when(traits: ["HTTP"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["HTTP"])),
                .product(name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["HTTP"])),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras", condition: .when(traits: ["HTTP"])),
                .product(
                    name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: .when(traits: ["HTTP"])),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "MortiseCLI",
            dependencies: [
                "Mortise", "MortiseSQL", "MortiseSQLite", "MortisePostgres", "MortiseHTTP", "MortiseSMTP",
                "MortiseMigrations", "MortiseArgon2", "MortiseLocking",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(
                    name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["CLI"])),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["CLI"])),
                .product(
                    name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: .when(traits: ["CLI"])),
                .product(name: "UnixSignals", package: "swift-service-lifecycle", condition: .when(traits: ["CLI"])),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),

        // For tests: ours, and those of an app that embeds the engine.
        .target(
            name: "MortiseTesting",
            dependencies: [
                "Mortise", "MortiseLocking", "MortiseSQL", "MortiseArgon2",
                .target(name: "MortiseSQLite", condition: .when(traits: ["SQLite"])),
                .target(name: "MortisePostgres", condition: .when(traits: ["Postgres"])),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .target(
            name: "MortiseFixtures",
            path: "Fixtures",
            resources: [.copy("Migrations"), .copy("Statements"), .copy("Vectors")],
            swiftSettings: strict),

        .testTarget(
            name: "MortiseSQLTests",
            dependencies: ["MortiseLocking", "MortiseSQL", "MortiseMigrations", "MortiseFixtures"],
            swiftSettings: strict),
        .testTarget(
            name: "MortiseStorageTests",
            dependencies: [
                "MortiseLocking", "MortiseSQL", "MortiseSQLite", "MortisePostgres", "MortiseMigrations",
                "MortiseTesting", .target(name: "CSQLite", condition: .when(traits: ["SQLite"])),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "MortiseArgon2Tests", dependencies: ["MortiseArgon2", "MortiseLocking"], swiftSettings: strict),
        .testTarget(
            name: "MortiseTests",
            dependencies: [
                "Mortise", "MortiseLocking", "MortiseSQL", "MortiseSQLite", "MortisePostgres", "MortiseMigrations",
                "MortiseArgon2", "MortiseTesting", "MortiseFixtures",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "MortiseSMTPTests",
            dependencies: ["Mortise", "MortiseSMTP", "MortiseLocking", "MortiseSQL", "MortiseTesting"],
            exclude: ["Server"],
            swiftSettings: strict),
        .testTarget(
            name: "MortiseHTTPTests",
            dependencies: [
                "Mortise", "MortiseHTTP", "MortiseTesting", "MortiseLocking", "MortiseSQL",
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["HTTP"])),
                .product(name: "HummingbirdTesting", package: "hummingbird", condition: .when(traits: ["HTTP"])),
                .product(name: "HTTPTypes", package: "swift-http-types", condition: .when(traits: ["HTTP"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["HTTP"])),
                .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["HTTP"])),
                .product(
                    name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: .when(traits: ["HTTP"])),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "MortiseCLITests",
            dependencies: [
                "MortiseCLI", "Mortise", "MortiseSQL", "MortiseSQLite", "MortiseArgon2", "MortiseHTTP",
                "MortiseSMTP", "MortiseTesting",
                .product(
                    name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["CLI"])),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        // Servers and proxies that tests own. No product, so nobody links what starts processes.
        .target(
            name: "TestServers",
            dependencies: [
                "MortiseLocking", "MortiseSQL",
                .target(name: "MortisePostgres", condition: .when(traits: ["Postgres"])),
            ],
            path: "Tests/TestServers",
            swiftSettings: strict),
        .testTarget(
            name: "PostgresFaultTests",
            dependencies: [
                "TestServers", "Mortise", "MortiseLocking", "MortiseSQL", "MortisePostgres", "MortiseMigrations",
                "MortiseTesting",
            ],
            swiftSettings: strict),
        // Comes to grief on purpose, in a process of its own.
        .systemLibrary(name: "CLinux", path: "Tests/CLinux"),
        .executableTarget(
            name: "CrashProbe",
            dependencies: ["CLinux", "Mortise", "MortiseSQL", "MortiseSQLite", "MortisePostgres", "MortiseTesting"],
            path: "Tests/CrashProbe",
            swiftSettings: strict),
        .testTarget(
            name: "Scenarios",
            dependencies: [
                "MortiseCLI", "CrashProbe", "Mortise", "MortiseLocking", "MortiseSQL", "MortiseSQLite",
                "MortiseTesting",
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["CLI"])),
                .product(name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["CLI"])),
                .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["CLI"])),
            ],
            exclude: ["Schemathesis"],
            swiftSettings: strict),
    ]
)
