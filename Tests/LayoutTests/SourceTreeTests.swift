import EmbeddedFiles
import Foundation
import TestSupport
import Testing

/// What holds for the tree as a whole.
struct SourceTreeTests {
  private static let sources: [(path: String, text: String)] = swiftFiles("Sources")
  private static let tests: [(path: String, text: String)] = swiftFiles("Tests")

  private static func swiftFiles(_ folder: String) -> [(path: String, text: String)] {
    let root = packageRoot.appending(path: folder)
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      (try? String(contentsOf: root.appending(path: name), encoding: .utf8)).map { ("\(folder)/\(name)", $0) }
    }
  }

  private static func imports(_ text: String) -> Set<String> {
    Set(
      text.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count, !line.hasPrefix("//")
        else { return nil }
        return String(words[index + 1])
      })
  }

  /// The modules that the files of each folder may import: the arrows of the design.
  private static let allowed: [(folder: String, modules: Set<String>)] = [
    ("Sources/Bytes/", ["Glibc", "Dispatch", "Synchronization"]),
    ("Sources/Core/", ["Bytes", "Synchronization"]),
    ("Sources/JSON/", ["Bytes"]),
    ("Sources/JSONSchema/", ["Bytes", "JSON"]),
    (
      "Sources/Bindings/",
      [
        "Bytes", "CHDF5", "CDeflate", "CCrypto", "CBzip2", "CZstd", "CLZMA", "GRDB", "GRDBSQLite", "Glibc", "Dispatch",
        "Synchronization",
      ]
    ),
    ("Sources/Graphs/", []),
    ("Sources/Costs/", ["Core"]),
    ("Sources/Codecs/", ["Bytes", "Core", "Bindings"]),
    ("Sources/SearchSpaces/", ["Bytes", "Core", "JSON", "Graphs", "Costs", "Synchronization", "Dispatch"]),
    ("Sources/Formats/", ["Bytes", "Core", "JSON", "Bindings", "Codecs"]),
    (
      "Sources/Layouts/",
      ["Bytes", "Core", "JSON", "Formats", "Codecs", "SearchSpaces", "Dispatch", "Synchronization"]
    ),
    ("Sources/Stages/", ["Bytes", "Core", "JSON", "JSONSchema", "Dispatch", "Synchronization"]),
    (
      "Sources/Pipeline/",
      [
        "Bytes", "Core", "JSON", "Ingest", "Validate", "Deduplicate", "Derive", "Emit", "Yams", "Dispatch",
        "Synchronization",
      ]
    ),
    ("Sources/CellarKit/", ["Bytes", "Core", "Formats", "Pipeline", "SearchSpaces"]),
  ]

  @Test func arrowsGoOneWay() {
    #expect(Self.sources.count > 100)
    for (path, text) in Self.sources {
      guard let rule = Self.allowed.first(where: { path.hasPrefix($0.folder) }) else { continue }
      let foreign = Self.imports(text).subtracting(rule.modules)
      #expect(foreign.isEmpty, "\(path) imports \(foreign.sorted())")
    }
  }

  @Test func onlyBytesAndBindingsAreUnsafe() {
    for (path, text) in Self.sources where !path.hasPrefix("Sources/Bytes/") && !path.hasPrefix("Sources/Bindings/") {
      let lines = text.split(separator: "\n").filter { line in
        !line.drop { $0 == " " }.hasPrefix("//") && line.split { !$0.isLetter && $0 != "@" }.contains("unsafe")
      }
      #expect(lines.isEmpty, "\(path): \(lines.first ?? "")")
    }
  }

  @Test func noFileHasMoreThanFourHundredLines() {
    for (path, text) in Self.sources + Self.tests {
      let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
      #expect(lines <= 400, "\(path) has \(lines) lines")
    }
  }

  @Test func everyPipelineAndSchemaIsEmbedded() throws {
    for (folder, suffix, embedded) in [
      ("Pipelines", ".yaml", EmbeddedFiles.pipelines), ("Schemas", ".schema.json", EmbeddedFiles.schemas),
    ] {
      let names = try FileManager.default.contentsOfDirectory(atPath: packageRoot.appending(path: folder).path)
        .filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
      #expect(names == embedded.map(\.name).sorted())
      for file in embedded {
        let text = try Data(contentsOf: packageRoot.appending(path: "\(folder)/\(file.name)\(suffix)"))
        let isSame = [UInt8](text) == file.bytes
        #expect(isSame, "\(file.name) in the binary is not the file in \(folder)/")
      }
    }
  }

  @Test(arguments: [
    ("SourceLayout", "Sources/CLI/Plugins+All.swift"), ("ArtifactWriter", "Sources/CLI/Plugins+All.swift"),
    ("ByteCodec", "Sources/Codecs/CodecRegistry.swift"),
    ("SearchSpace", "Sources/SearchSpaces/SearchSpaceRegistry.swift"),
    ("TransNASBench101Space", "Sources/SearchSpaces/SearchSpaceRegistry.swift"),
    ("RunRule", "Sources/Stages/2-Validate/RuleCatalogue.swift"),
    ("CollectionRule", "Sources/Stages/2-Validate/RuleCatalogue.swift"),
  ])
  func everyPlugInIsInItsList(_ kind: String, _ list: String) throws {
    let registry = try #require(Self.sources.first { $0.path == list }).text
    var found = 0
    for (path, text) in Self.sources {
      for line in text.split(separator: "\n") {
        guard let range = line.range(of: "struct "), line.hasSuffix(": \(kind) {") else { continue }
        let name = line[range.upperBound...].prefix { $0.isLetter || $0.isNumber }
        found += 1
        let isListed = registry.contains("\(name)(") || registry.contains("\(name).self")
        #expect(isListed, "\(name) of \(path) is not in \(list)")
      }
    }
    #expect(found > 0 || kind == "SearchSpace", "no \(kind) found at all")
  }

  @Test func everyRuleIsDocumented() throws {
    let page = try String(contentsOf: packageRoot.appending(path: "docs/validation-rules.md"), encoding: .utf8)
    for (path, text) in Self.sources where path.contains("2-Validate/") {
      for part in text.components(separatedBy: " = RuleDefinition(").dropFirst() {
        let code = part.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" }
        #expect(page.contains(code), "\(code) of \(path) is not in docs/validation-rules.md")
      }
    }
  }

  @Test func theDocumentsNameNoMachine() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: packageRoot.appending(path: "docs").path)
    for name in ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"] + names.map({ "docs/\($0)" })
    where name.hasSuffix(".md") {
      let text = try String(contentsOf: packageRoot.appending(path: name), encoding: .utf8)
      for word in ["home", "root", "tmp"].map({ "/\($0)/" }) + ["localhost"] {
        #expect(!text.contains(word), "\(name) says \(word)")
      }
    }
  }
}
