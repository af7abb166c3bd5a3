import Bytes
import Foundation
import TestSupport
import Testing

@Suite struct FileSystemTests {
  private func write(_ text: String, _ path: String) throws {
    var file = try FileWriter(creating: path)
    try file.write(text)
    try file.finish()
  }

  @Test func exchangedDirectoriesSwapTheirContent() throws {
    let directory = TemporaryDirectory()
    for name in ["a", "b"] {
      try FileSystem.createDirectory(directory.path(name))
      try write(name, directory.path("\(name)/file"))
    }
    try FileSystem.exchange(directory.path("a"), with: directory.path("b"))
    try FileSystem.syncDirectory(directory.path("."))
    #expect(try String(contentsOfFile: directory.path("a/file"), encoding: .utf8) == "b")
    #expect(try String(contentsOfFile: directory.path("b/file"), encoding: .utf8) == "a")
    #expect(try FileSystem.names(in: directory.path(".")) == ["a", "b"])
  }

  @Test func exchangingWithNothingIsAnErrorThatChangesNothing() throws {
    let directory = TemporaryDirectory()
    try FileSystem.createDirectory(directory.path("a"))
    let error = #expect(throws: SystemError.self) {
      try FileSystem.exchange(directory.path("a"), with: directory.path("missing"))
    }
    #expect(error?.operation == "exchange")
    #expect(try FileSystem.names(in: directory.path(".")) == ["a"])
  }

  @Test func aTreeIsRemovedButNotWhatItsLinksPointTo() throws {
    let directory = TemporaryDirectory()
    try FileSystem.createDirectory(directory.path("tree"))
    try FileSystem.createDirectory(directory.path("tree/inner"))
    try FileSystem.createDirectory(directory.path("kept"))
    try write("x", directory.path("kept/file"))
    try write("y", directory.path("tree/inner/file"))
    try FileManager.default.createSymbolicLink(
      atPath: directory.path("tree/inner/link"), withDestinationPath: directory.path("kept"))
    try FileSystem.remove(directory.path("tree"))
    try FileSystem.remove(directory.path("tree"))
    #expect(try FileSystem.names(in: directory.path(".")) == ["kept"])
    #expect(FileSystem.exists(directory.path("kept/file")))
    #expect(FileSystem.isDirectory(directory.path("kept")))
  }

  @Test func aLockIsHeldByOneAtATimeAndGivenUpWithItsValue() throws {
    let directory = TemporaryDirectory()
    let path = directory.path("lock")
    func isFree() throws -> Bool {
      let lock = try LockFile(acquiring: path)
      return lock != nil
    }
    do {
      let lock = try LockFile(acquiring: path)
      let holds = lock != nil
      #expect(holds)
      #expect(try !isFree())
      _ = consume lock
    }
    #expect(try isFree())
    #expect(throws: SystemError.self) { _ = try LockFile(acquiring: "/nonexistent/lock") }
  }

  @Test func renamingReplacesAFile() throws {
    let directory = TemporaryDirectory()
    try write("old", directory.path("old"))
    try write("new", directory.path("new"))
    try FileSystem.rename(directory.path("new"), to: directory.path("old"))
    #expect(try FileSystem.names(in: directory.path(".")) == ["old"])
    #expect(try FileSystem.size(of: directory.path("old")) == 3)
  }
}
