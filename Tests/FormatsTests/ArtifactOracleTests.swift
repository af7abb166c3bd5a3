import Core
import Formats
import Foundation
import TestSupport
import Testing

@Suite struct ArtifactOracleTests {
  @Test(.enabled(if: PythonOracle.python != nil))
  func everyArtifactHoldsTheSameValuesForOtherPeoplesLibraries() throws {
    let release = SyntheticRelease.odd.make()
    let directory = TemporaryDirectory()
    for writer in allWriters {
      try writer.write(release, to: directory.path(writer.fileName(for: release)), workers: 2)
    }
    let result = try PythonOracle.run("check_artifacts.py", [directory.url.path(percentEncoded: false), release.name])
    #expect(result.succeeded, "\(result.output)")
    print(result.output)
  }

  @Test(.enabled(if: PythonOracle.python != nil), arguments: ["hdf5", "json", "sqlite", "csv"])
  func theOracleSeesTheLastBitOfOneValue(_ changed: String) throws {
    let release = SyntheticRelease.odd.make()
    var other = release
    other.spaces[1].tasks[1].groups[0].runs[5].curve.values[7] =
      release.spaces[1].tasks[1].groups[0].runs[5].curve
      .values[7].nextUp
    other.spaces[1].tasks[1].groups[0].scores[1].value = release.spaces[1].tasks[1].groups[0].scores[1].value?.nextUp
    let directory = TemporaryDirectory()
    for writer in allWriters {
      let path = directory.path(writer.fileName(for: release))
      try writer.write(writer.name == changed ? other : release, to: path, workers: 2)
    }
    let result = try PythonOracle.run("check_artifacts.py", [directory.url.path(percentEncoded: false), release.name])
    #expect(!result.succeeded)
    #expect(result.output.contains("AssertionError"), "\(result.output)")
  }
}

/// One of each.
let allWriters: [any ArtifactWriter] = [
  HDF5Writer(), JSONDocumentWriter(), JSONLinesWriter(), SummaryWriter(), SQLiteWriter(),
]
