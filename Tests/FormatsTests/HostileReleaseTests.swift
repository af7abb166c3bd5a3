import Core
import Formats
import Foundation
import TestSupport
import Testing

/// Files that nobody vouches for: an error each time, soon, whatever is in them.
@Suite(.serialized) struct HostileReleaseTests {
  private static let small = SyntheticRelease(
    spaces: [("toy", "t", 2)], tasks: Array(SyntheticTask.transnas.prefix(1)), isOdd: false
  ).make()

  private func bytes(_ writer: any ArtifactWriter) throws -> [UInt8] {
    let directory = TemporaryDirectory()
    try writer.write(Self.small, to: directory.path("x"), workers: 1)
    return [UInt8](try Data(contentsOf: URL(filePath: directory.path("x"))))
  }

  @Test(.enabled(if: CellarProgram.path != nil))
  func aDamagedHDF5FileIsAnErrorAndNeverTheEndOfTheReader() throws {
    let program = try #require(CellarProgram.path)
    let directory = TemporaryDirectory()
    var outcomes: [String: Int] = [:]
    var slowest = Duration.zero
    try Mutation.run(bytes(HDF5Writer()), count: 150, seed: 5) { mutant in
      directory.write(mutant, to: "x.h5")
      slowest = max(
        slowest,
        ContinuousClock().measure {
          do {
            try HDF5ReleaseProcess(executable: program).read(directory.path("x.h5")) { _ in }
            outcomes["accepted", default: 0] += 1
          } catch {
            outcomes["\((error as? ReleaseInputError)?.kind ?? .unreadable)", default: 0] += 1
          }
        })
    }
    print("\(outcomes), slowest \(slowest)")
    #expect(outcomes["malformed", default: 0] > 10)
    #expect(outcomes["unreadable"] == nil)
  }

  @Test func aDamagedDatabaseIsAnErrorOrARelease() throws {
    let directory = TemporaryDirectory()
    var outcomes: [String: Int] = [:]
    try Mutation.run(bytes(SQLiteWriter()), count: 300, seed: 6) { mutant in
      directory.write(mutant, to: "x.sqlite")
      do {
        try SQLiteReleaseReader().read(directory.path("x.sqlite")) { _ in }
        outcomes["accepted", default: 0] += 1
      } catch {
        outcomes["\((error as? ReleaseInputError)?.kind ?? .unreadable)", default: 0] += 1
      }
    }
    print("\(outcomes)")
    #expect(outcomes["malformed", default: 0] > 10)
    #expect(outcomes["unreadable"] == nil)
  }

  @Test func aDamagedDocumentIsAnErrorOrARelease() throws {
    let compressed = try bytes(JSONDocumentWriter())
    let directory = TemporaryDirectory()
    directory.write(compressed, to: "x.json.gz")
    var outcomes: [String: Int] = [:]
    Mutation.run(compressed, count: 300, seed: 7) { mutant in
      directory.write(mutant, to: "x.json.gz")
      do {
        try JSONDocumentReleaseReader().read(directory.path("x.json.gz")) { _ in }
        outcomes["accepted", default: 0] += 1
      } catch {
        outcomes["\((error as? ReleaseInputError)?.kind ?? .unreadable)", default: 0] += 1
      }
    }
    print("\(outcomes)")
    #expect(outcomes["malformed", default: 0] > 10)
    #expect(outcomes["unreadable"] == nil)
  }

  @Test(
    .enabled(if: sharedDirectory != nil && CellarProgram.path != nil, "\(sharedDirectoryReason)"),
    arguments: [
      ("hdf5/btree_signature.h5", "wrong B-tree signature"), ("hdf5/chunk_bomb_1GiB.h5", "size limit"),
      ("hdf5/external_link.h5", "an external link"), ("hdf5/fill_value_2_40.h5", "size limit"),
      ("hdf5/soft_link_loop.h5", "a soft link"), ("hdf5/truncated_1_byte.h5", "truncated file"),
      ("hdf5/truncated_superblock.h5", "H5Fopen failed"), ("ok/control.h5", "HDF5, but not a Cellar release"),
    ])
  func hostileHDF5IsRefusedForItsCause(_ file: String, _ cause: String) throws {
    let program = try #require(CellarProgram.path)
    let path = try #require(sharedDirectory).appending(path: "data/pickles-hostile/\(file)").path
    let error = #expect(throws: ReleaseInputError.self) {
      try HDF5ReleaseProcess(executable: program).read(path) { _ in }
    }
    #expect(error?.description.contains(cause) == true, "\(String(describing: error))")
    #expect(error?.kind != .crashed)
    #expect((error?.kind == .notRelease) == (file == "ok/control.h5"))
  }
}
