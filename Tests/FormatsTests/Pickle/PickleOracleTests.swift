import Bytes
import Formats
import Foundation
import TestSupport
import Testing

/// The reader and the writers against Python's `pickle`.
@Suite struct PickleOracleTests {
  private static let script = "dump_pickles.py"

  @Test(.enabled(if: PythonOracle.python != nil))
  func whatPythonWritesInEveryProtocolIsReadAsPythonReadsIt() throws {
    let directory = TemporaryDirectory()
    let result = try PythonOracle.run(Self.script, ["make", directory.path])
    #expect(result.succeeded, "\(result.output)")
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".pkl") }
    #expect(names.count == 66)
    for name in names.sorted() {
      let bytes = [UInt8](try Data(contentsOf: directory.url.appending(path: name)))
      let expected = try String(contentsOfFile: directory.path(name.dropLast(4) + ".txt"), encoding: .utf8)
      let found = try dump(bytes)
      #expect(found == expected, "\(name)")
    }
  }

  @Test(.enabled(if: PythonOracle.python != nil && sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func filesOfPublishedBenchmarksAreReadAsPythonReadsThem() throws {
    let directory = TemporaryDirectory()
    var sources: [String] = []
    for folder in ["transnas-pth", "nas-bench-201-checkpoints", "nats-bench"] {
      let root = try #require(sharedDirectory).appending(path: "data/\(folder)").path(percentEncoded: false)
      let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
      sources += names.filter { $0.hasSuffix(".pth") || $0.hasSuffix(".pbz2") }.sorted().map { "\(root)/\($0)" }
    }
    sources.removeAll { $0.contains("with-class-instances") }
    #expect(sources.count >= 34)
    var arguments = ["dump"]
    for (number, source) in sources.enumerated() { arguments += [source, directory.path("\(number).txt")] }
    let result = try PythonOracle.run(Self.script, arguments)
    #expect(result.succeeded, "\(result.output)")
    for (number, source) in sources.enumerated() {
      var path = source
      if source.hasSuffix(".pbz2") {
        path = directory.path("\(number).pickle")
        _ = try PythonOracle.run(Self.script, ["unpack", source, path])
      }
      let found = try dump([UInt8](try Data(contentsOf: URL(filePath: path))))
      let expected = try String(contentsOfFile: directory.path("\(number).txt"), encoding: .utf8)
      #expect(found == expected, "\(source)")
    }
  }

  @Test(.enabled(if: PythonOracle.python != nil), arguments: [PickleWriter.Version.two, .four])
  func pythonReadsWhatIsWritten(_ version: PickleWriter.Version) throws {
    let directory = TemporaryDirectory()
    let bytes = PickleSample.written(version)
    directory.write(bytes, to: "sample.pkl")
    let result = try PythonOracle.run(
      Self.script, ["dump", directory.path("sample.pkl"), directory.path("sample.txt")])
    #expect(result.succeeded, "\(result.output)")
    let expected = try String(contentsOfFile: directory.path("sample.txt"), encoding: .utf8)
    let found = try dump(bytes)
    #expect(found == expected)
    #expect(expected == PickleSample.dump)
  }

  @Test(.enabled(if: PythonOracle.python != nil))
  func pythonReadsTheArchiveThatIsWritten() throws {
    let directory = TemporaryDirectory()
    let path = directory.path("release.pth")
    try PickleSample.writeArchive(to: path)
    let result = try PythonOracle.run(Self.script, ["dump", path, directory.path("release.txt")])
    #expect(result.succeeded, "\(result.output)")
    let expected = try String(contentsOfFile: directory.path("release.txt"), encoding: .utf8)
    let found = try dump([UInt8](try Data(contentsOf: URL(filePath: path))))
    #expect(found == expected)
  }
}
