import Bindings
import Bytes
import Core
import Formats
import TestSupport
import Testing

@Suite struct ArtifactIdentityTests {
  @Test(arguments: allWriters.indices)
  func theBytesOfAnArtifactDependOnTheReleaseAlone(_ index: Int) throws {
    let writer = allWriters[index]
    let release = SyntheticRelease.odd.make()
    let directory = TemporaryDirectory()
    var digests: Set<SHA256Digest> = []
    for (number, workers) in [1, 4, 1, 3].enumerated() {
      let path = directory.path("\(number)-" + writer.fileName(for: release))
      try writer.write(release, to: path, workers: workers)
      digests.insert(try SHA256Digest.ofFile(path).digest)
    }
    #expect(digests.count == 1)
  }

  @Test func artifactsWrittenSideBySideHaveTheBytesOfThoseWrittenAlone() async throws {
    let release = SyntheticRelease(
      spaces: [("space", "s", 400)], tasks: Array(SyntheticTask.transnas.prefix(3)), isOdd: false
    ).make()
    let directory = TemporaryDirectory()
    let pairs = allWriters.map { writer in
      (writer, directory.path(writer.fileName(for: release)), directory.path("alone-" + writer.fileName(for: release)))
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (writer, path, _) in pairs {
        group.addTask { try writer.write(release, to: path, workers: 3) }
      }
      try await group.waitForAll()
    }
    for (writer, path, alone) in pairs {
      try writer.write(release, to: alone, workers: 1)
      let digests = try [path, alone].map { try SHA256Digest.ofFile($0).digest }
      #expect(digests[0] == digests[1], "\(writer.name)")
    }
  }

  @Test(arguments: allWriters.indices)
  func aLargerReleaseHasTheSameBytesForOneAndFourWorkers(_ index: Int) throws {
    let writer = allWriters[index]
    let release = SyntheticRelease(
      spaces: [("space", "s", 700)], tasks: Array(SyntheticTask.transnas.prefix(2)), isOdd: false
    ).make()
    let directory = TemporaryDirectory()
    let paths = [1, 4].map { directory.path("\($0)-" + writer.fileName(for: release)) }
    try writer.write(release, to: paths[0], workers: 1)
    try writer.write(release, to: paths[1], workers: 4)
    let digests = try paths.map { try SHA256Digest.ofFile($0).digest }
    #expect(digests[0] == digests[1])
  }

  @Test(arguments: allWriters.indices)
  func anEmptyReleaseIsWrittenToo(_ index: Int) throws {
    let writer = allWriters[index]
    let release = Release(
      name: "empty", version: "0", metadata: [], spaces: [], sources: [], findings: [], quarantine: [])
    let directory = TemporaryDirectory()
    let path = directory.path(writer.fileName(for: release))
    try writer.write(release, to: path, workers: 2)
    #expect(try FileSystem.size(of: path) > 0)
  }

  @Test(arguments: allWriters.indices)
  func anArtifactThatExistsIsNeitherReplacedNorRemoved(_ index: Int) throws {
    let writer = allWriters[index]
    let release = SyntheticRelease.odd.make()
    let directory = TemporaryDirectory()
    let path = directory.path("taken")
    var file = try FileWriter(creating: path)
    try file.write("precious")
    try file.finish()
    #expect(throws: ArtifactError.self) { try writer.write(release, to: path, workers: 2) }
    #expect(try FileSystem.size(of: path) == 8)
  }

  @Test(arguments: allWriters.indices)
  func anArtifactInAMissingDirectoryIsAnErrorWithThePath(_ index: Int) throws {
    let writer = allWriters[index]
    let error = #expect(throws: ArtifactError.self) {
      try writer.write(SyntheticRelease.odd.make(), to: "/nonexistent/artifact", workers: 2)
    }
    #expect(error?.description.hasPrefix("/nonexistent/artifact") == true)
  }
}
