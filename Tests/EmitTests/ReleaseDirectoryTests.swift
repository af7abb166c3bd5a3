import Bytes
import Emit
import TestSupport
import Testing

struct ReleaseDirectoryTests {
  private func write(_ text: String, _ path: String) throws {
    var writer = try FileWriter(creating: path)
    try writer.write(text)
    try writer.finish()
  }

  /// Makes a release with one listed file.
  private func make(_ output: String, _ content: String) throws {
    let release = try ReleaseDirectory(output: output, token: "1")
    try write(content, release.temporary + "/a.txt")
    try write(#"{"cellar_version":"0","outputs":[{"path":"a.txt"}]}"#, release.temporary + "/manifest.json")
    try release.commit()
  }

  @Test func aReleaseReplacesTheOneBeforeAndLeavesNothingBeside() throws {
    let directory = TemporaryDirectory()
    let output = directory.path("deep/down/release")
    try make(output, "old")
    try make(output, "new")
    #expect(try FileSystem.names(in: output) == ["a.txt", "manifest.json"])
    #expect(try FileSystem.names(in: directory.path("deep/down")) == ["release"])
    var buffer = ByteBuffer()
    try buffer.readFile(at: output + "/a.txt")
    #expect(buffer.array == Array("new".utf8))
  }

  @Test func aDiscardedBuildLeavesTheOldRelease() throws {
    let directory = TemporaryDirectory()
    try make(directory.path("release"), "old")
    let release = try ReleaseDirectory(output: directory.path("release"), token: "2")
    try write("half", release.temporary + "/a.txt")
    release.discard()
    #expect(try FileSystem.names(in: directory.path) == ["release"])
  }

  @Test func foreignFilesAreNeverReplaced() throws {
    let directory = TemporaryDirectory()
    try make(directory.path("release"), "old")
    try write("mine", directory.path("release/thesis.tex"))
    let error = #expect(throws: OutputError.self) {
      let release = try ReleaseDirectory(output: directory.path("release"), token: "3")
      release.discard()
    }
    #expect("\(try #require(error))".contains("it holds 'thesis.tex', which no release put there"))
    #expect(try FileSystem.names(in: directory.path) == ["release"], "the lock is given up")
    directory.makeDirectory("other")
    try write("x", directory.path("other/x"))
    #expect(throws: OutputError.self) {
      let release = try ReleaseDirectory(output: directory.path("other"), token: "3")
      release.discard()
    }
  }

  @Test func leftOversOfKilledBuildsAreSweptAndWhatWasSetAsideIsPutBack() throws {
    let directory = TemporaryDirectory()
    directory.makeDirectory(".release.tmp-77-1")
    directory.makeDirectory(".release.tmp-77-1-aside")
    try write("old", directory.path(".release.tmp-77-1-aside/a.txt"))
    try write(
      #"{"cellar_version":"0","outputs":[{"path":"a.txt"}]}"#, directory.path(".release.tmp-77-1-aside/manifest.json"))
    let release = try ReleaseDirectory(output: directory.path("release"), token: "4")
    #expect(FileSystem.exists(directory.path("release/a.txt")))
    release.discard()
    #expect(try FileSystem.names(in: directory.path) == ["release"])
  }

  @Test func oneBuildAtATimeHoldsAnOutput() throws {
    let directory = TemporaryDirectory()
    let first = try ReleaseDirectory(output: directory.path("release"), token: "5")
    #expect(throws: OutputError.self) {
      let second = try ReleaseDirectory(output: directory.path("release"), token: "6")
      second.discard()
    }
    first.discard()
    let third = try ReleaseDirectory(output: directory.path("release"), token: "7")
    third.discard()
  }
}
