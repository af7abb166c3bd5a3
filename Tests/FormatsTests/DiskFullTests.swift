import Core
import Formats
import Foundation
import Testing

/// Needs a file system of a few MiB of its own: `mount -t tmpfs -o size=4m tmpfs DIR; CELLAR_SMALL_DISK=DIR`.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["CELLAR_SMALL_DISK"] != nil))
struct DiskFullTests {
  @Test(arguments: allWriters.indices)
  func aFullDiskIsAnErrorThatLeavesNothingBehind(_ index: Int) throws {
    let writer = allWriters[index]
    let disk = ProcessInfo.processInfo.environment["CELLAR_SMALL_DISK"] ?? ""
    let release = SyntheticRelease(
      spaces: [("space", "s", 4000)], tasks: SyntheticTask.transnas, isOdd: false
    ).make()
    let error = #expect(throws: ArtifactError.self) {
      try writer.write(release, to: "\(disk)/\(writer.fileName(for: release))", workers: 2)
    }
    print(error.map { "\($0)".prefix(600) } ?? "no error")
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk).isEmpty)
  }
}
