// swift-tools-version: 6.2
import PackageDescription

/// Every target: Swift 6 mode, strict memory safety, imports of what is declared and nothing else.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func part(_ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil) -> Target {
  .target(name: name, dependencies: dependencies, path: path ?? "Sources/\(name)", swiftSettings: strict)
}

func stage(_ number: Int, _ name: String, _ dependencies: [Target.Dependency]) -> Target {
  part(name, dependencies, path: "Sources/Stages/\(number)-\(name)")
}

func systemLibrary(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
  .systemLibrary(name: name, path: "Sources/Bindings/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strict)
}

let package = Package(
  name: "cellar",
  products: [
    .executable(name: "cellar", targets: ["cellar"]),
    .library(name: "CellarKit", targets: ["CellarKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    systemLibrary("CHDF5", pkgConfig: "hdf5", apt: "libhdf5-dev"),
    systemLibrary("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev"),
    systemLibrary("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    systemLibrary("CBzip2", apt: "libbz2-dev"),
    systemLibrary("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),
    systemLibrary("CLZMA", pkgConfig: "liblzma", apt: "liblzma-dev"),
    part("Bytes"),
    part("Core", ["Bytes"]),
    part("JSON", ["Bytes"]),
    part("JSONSchema", ["Bytes", "JSON"]),
    .target(
      name: "Bindings",
      dependencies: [
        "Bytes", "CHDF5", "CDeflate", "CCrypto", "CBzip2", "CZstd", "CLZMA",
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      path: "Sources/Bindings", exclude: ["CHDF5", "CDeflate", "CCrypto", "CBzip2", "CZstd", "CLZMA"],
      swiftSettings: strict),
    part("Graphs"),
    part("Costs", ["Core"]),
    part("Codecs", ["Bytes", "Core", "Bindings"]),
    part("SearchSpaces", ["Bytes", "Core", "JSON", "Graphs", "Costs"]),
    part("Formats", ["Bytes", "Core", "JSON", "Bindings", "Codecs"]),
    part("Layouts", ["Bytes", "Core", "JSON", "Codecs", "Formats", "SearchSpaces"]),
    stage(1, "Ingest", ["Bytes", "Core"]),
    stage(2, "Validate", ["Core"]),
    stage(3, "Deduplicate", ["Core"]),
    stage(4, "Derive", ["Core"]),
    stage(5, "Emit", ["Bytes", "Core", "JSON"]),
    part(
      "Pipeline",
      [
        "Bytes", "Core", "JSON", "Ingest", "Validate", "Deduplicate", "Derive", "Emit",
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "EmbeddedFiles", path: "Sources/EmbeddedFiles",
      resources: [.embedInCode("Pipelines"), .embedInCode("Schemas")], swiftSettings: strict),
    part("CellarKit", ["Bytes", "Core", "Formats", "Pipeline", "SearchSpaces"]),
    .executableTarget(
      name: "cellar",
      dependencies: [
        "Bytes", "Core", "JSON", "JSONSchema", "Bindings", "Codecs", "SearchSpaces", "Formats", "Layouts", "Ingest",
        "Validate", "Derive", "Emit", "Pipeline", "EmbeddedFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/CLI", swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: strict),
    tests("BytesTests", ["Bytes", "Core", "TestSupport"]),
    tests("JSONTests", ["Bytes", "Core", "JSON", "TestSupport"]),
    tests("JSONSchemaTests", ["Bytes", "EmbeddedFiles", "JSON", "JSONSchema", "TestSupport"]),
    tests(
      "BindingsTests",
      ["Bindings", "Bytes", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("CodecsTests", ["Bindings", "Bytes", "Codecs", "Core", "TestSupport"]),
    tests(
      "FormatsTests",
      [
        "Bindings", "Bytes", "Codecs", "Core", "Formats", "JSON", "SearchSpaces", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests("GraphsTests", ["Core", "Graphs"]),
    tests("CostsTests", ["Core", "Costs"]),
    tests("SearchSpacesTests", ["Bytes", "Core", "Costs", "Graphs", "JSON", "SearchSpaces", "TestSupport"]),
    tests("LayoutsTests", ["Bytes", "Core", "JSON", "Layouts", "SearchSpaces", "TestSupport"]),
    tests("IngestTests", ["Core", "Ingest"]),
    tests("ValidateTests", ["Core", "SearchSpaces", "TestSupport", "Validate"]),
    tests("DeduplicateTests", ["Core", "Deduplicate", "SearchSpaces"]),
    tests("DeriveTests", ["Core", "Derive", "SearchSpaces"]),
    tests("EmitTests", ["Bytes", "Emit", "TestSupport"]),
    tests("PipelineTests", ["Bytes", "Core", "EmbeddedFiles", "Ingest", "Pipeline", "TestSupport"]),
    tests("CellarKitTests", ["CellarKit"]),
    tests("LayoutTests", ["EmbeddedFiles", "TestSupport"]),
    tests("CommandLineTests", ["Bytes", "Core", "Pipeline", "SearchSpaces", "cellar"]),
  ]
)
