// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "leaderboard",
  dependencies: [
    // From elsewhere: .package(url: "<where Cellar lies>", from: "0.1.0")
    .package(name: "cellar", path: "../..")
  ],
  targets: [
    .executableTarget(name: "leaderboard", dependencies: [.product(name: "CellarKit", package: "cellar")])
  ]
)
