import Bytes
import Foundation
import JSON
import TestSupport
import Testing

@testable import JSONSchema

/// Runs files of the public test suite.
struct ConformanceSuite {
  private(set) var passedCount = 0
  private(set) var count = 0
  /// What did not come out as the suite has it.
  private(set) var failures: [String] = []

  private static let folder = "json-schema-test-suite"

  /// The files of a folder below `tests/draft2020-12`, sorted.
  static func files(_ folder: String) throws -> [String] {
    guard let directory = sharedDirectory else { return [] }
    let path = "\(Self.folder)/tests/draft2020-12\(folder)"
    return try FileManager.default.contentsOfDirectory(atPath: directory.appending(path: path).path)
      .filter { $0.hasSuffix(".json") }.sorted().map { "\(path)/\($0)" }
  }

  static var remotes: SchemaDirectories {
    let directory = sharedDirectory?.appending(path: "\(folder)/remotes").path(percentEncoded: false) ?? ""
    return SchemaDirectories([SchemaDirectories.Mapping(prefix: "http://localhost:1234/", directory: directory)])
  }

  mutating func run(_ file: String, assertsFormats: Bool) throws {
    var suite = JSONTape()
    try suite.parse(text: String(decoding: sharedBytes(file), as: UTF8.self))
    for group in suite.elements(of: suite.root) {
      let title = "\(file): \(suite.value("description", in: group).flatMap { suite.string($0) } ?? "")"
      var validator: SchemaValidator?
      do {
        let program = try SchemaProgram(
          compiling: part("schema", of: group, suite), name: title, source: Self.remotes,
          options: SchemaOptions(assertsFormats: assertsFormats))
        validator = SchemaValidator(program)
      } catch let error as SchemaError {
        failures.append("\(title): \(error)")
      }
      let tests = try #require(suite.value("tests", in: group))
      for test in suite.elements(of: tests) {
        count += 1
        guard validator != nil else { continue }
        let document = try part("data", of: test, suite)
        let expected = suite.value("valid", in: test).flatMap { suite.boolean($0) }
        let isValid = try validator?.isValid(document)
        let report = try validator?.report(document)
        if isValid == expected, report?.isValid == expected {
          passedCount += 1
        } else {
          failures.append("\(title): \(suite.value("description", in: test).flatMap { suite.string($0) } ?? "")")
        }
      }
    }
  }

  private func part(_ key: StaticString, of value: JSONValue, _ suite: JSONTape) throws -> JSONTape {
    var tape = JSONTape()
    try tape.parse(text: suite.sourceText(of: try #require(suite.value(key, in: value))))
    return tape
  }
}
