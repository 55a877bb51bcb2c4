// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "EmbeddedApp",
    dependencies: [.package(name: "mortise", path: "../..", traits: ["SQLite"])],
    targets: [
        .executableTarget(
            name: "EmbeddedApp",
            dependencies: [
                .product(name: "Mortise", package: "mortise"),
                .product(name: "MortiseSQLite", package: "mortise"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ]
)
