import Bytes
import Glibc
import TestSupport
import Testing

@Suite struct DirectoryWalkerTests {
  private func listing(_ path: String, _ walker: DirectoryWalker = DirectoryWalker()) throws -> [String] {
    try walker.entries(below: path).map { "\($0.releaseText) \($0.kind)" }
  }

  @Test func entriesAreSortedBytewiseByTheirWholePath() throws {
    let directory = TemporaryDirectory()
    for name in ["a", "a-b", "b", "a.d"] { directory.makeDirectory(name) }
    for name in ["a/x", "a-b/x", "a.txt", "b/y", "a0", "a.d/z", "b/é"] { directory.write([1], to: name) }
    let entries = try DirectoryWalker().entries(below: directory.path)
    #expect(entries.map(\.releaseText) == ["a-b/x", "a.d/z", "a.txt", "a/x", "a0", "b/y", "b/é"])
    #expect(entries.allSatisfy { $0.size == 1 && $0.inode != 0 && $0.modificationTime > 1_500_000_000_000_000_000 })
    let bare = try DirectoryWalker(readsStatus: false).entries(below: directory.path)
    #expect(bare.map(\.path) == entries.map(\.path))
    #expect(bare.allSatisfy { $0.size == 0 && $0.kind == .regular })
  }

  @Test func linksAreFollowedLoopsAndBrokenOnesReported() throws {
    let directory = TemporaryDirectory()
    directory.makeDirectory("d")
    directory.makeDirectory("d/e")
    directory.write([1, 2], to: "d/file")
    directory.makeLink("d/e/up", to: "..")
    directory.makeLink("d/e/self", to: ".")
    directory.makeLink("first", to: "d")
    directory.makeLink("second", to: "d")
    directory.makeLink("file-link", to: "d/file")
    directory.makeLink("nowhere", to: "missing")
    directory.makePipe("pipe")
    let below = ["e/self loop", "e/up loop", "file regular"]
    let expected =
      below.map { "d/\($0)" } + ["file-link regular"] + below.map { "first/\($0)" }
      + ["nowhere brokenLink(errno: \(ENOENT))", "pipe other"] + below.map { "second/\($0)" }
    #expect(try listing(directory.path) == expected)
    let link = try DirectoryWalker().entries(below: directory.path).first { $0.releaseText == "file-link" }
    #expect(link?.size == 2)
  }

  @Test func directoriesWithTheNameOfAFileAreEntriesToo() throws {
    let directory = TemporaryDirectory()
    for name in ["a", "a/file", "b", "b/file"] { directory.makeDirectory(name) }
    directory.write([1], to: "a/file/x")
    directory.write([1], to: "a/file.txt")
    directory.makeLink("c", to: "b/file")
    directory.makeLink("file", to: "b/file")
    var walker = DirectoryWalker()
    walker.fileNames = [Array("file".utf8)]
    #expect(
      try listing(directory.path, walker) == [
        "a/file other", "a/file.txt regular", "a/file/x regular", "b/file other", "file other",
      ])
    #expect(try listing(directory.path) == ["a/file.txt regular", "a/file/x regular"])
  }

  @Test func namesThatLookEscapedAreEscaped() throws {
    let directory = TemporaryDirectory()
    directory.write([], toRawName: [0xFF])
    let names = ["%FF", "%25FF", "%41", "%2", "%", "%8g", "%GF", "%ff"]
    for name in names { directory.write([], toRawName: Array(name.utf8)) }
    let entries = try DirectoryWalker().entries(below: directory.path)
    #expect(Set(entries.map(\.releaseText)) == ["%FF", "%25FF", "%2525FF", "%41", "%2", "%", "%8g", "%GF", "%ff"])
    #expect(entries.first { $0.path == [0xFF] }?.releaseText == "%FF")
  }

  @Test func namesThatAreNotUTF8AreEscaped() throws {
    let directory = TemporaryDirectory()
    directory.write([], toRawName: [0x61, 0xFF, 0xC3])
    directory.write([], toRawName: Array("100%".utf8))
    let entries = try DirectoryWalker().entries(below: directory.path)
    #expect(entries.map(\.releaseText) == ["100%", "a%FF%C3"])
    #expect(entries[1].path == [0x61, 0xFF, 0xC3])
  }

  @Test func deepTreesEndInAnUnreadableDirectory() throws {
    let directory = TemporaryDirectory()
    var path = "d"
    for _ in 0..<20 {
      directory.makeDirectory(path)
      path += "/d"
    }
    let entries = try listing(directory.path, DirectoryWalker(maximumDepth: 5))
    #expect(entries == ["d/d/d/d/d unreadableDirectory(errno: \(ENAMETOOLONG))"])
  }

  @Test func pathsLongerThanTheSystemAllowsAreListed() throws {
    let directory = TemporaryDirectory()
    let name = String(repeating: "n", count: 250)
    makeDeepTree(in: directory.path, name: name, depth: 30)
    let entries = try DirectoryWalker().entries(below: directory.path)
    #expect(entries.count == 1)
    #expect(entries.first?.path.count == 30 * 251 + 4)
    removeDeepTree(in: directory.path, name: name, depth: 30)
  }

  @Test func exponentialLinksAreBounded() throws {
    let directory = TemporaryDirectory()
    for index in 0..<12 {
      directory.makeDirectory("d\(index)")
      for other in 0..<12 where other != index { directory.makeLink("d\(index)/l\(other)", to: "../d\(other)") }
    }
    let error = #expect(throws: FileError.self) {
      try DirectoryWalker(maximumCount: 1000).entries(below: directory.path)
    }
    #expect(error?.message == "more than the limit of 1000 entries")
  }

  @Test func aRootThatIsNoDirectoryIsAnError() {
    let error = #expect(throws: FileError.self) { try DirectoryWalker().entries(below: "/nowhere") }
    #expect(error?.description == "cannot list '/nowhere': no such file or directory")
  }
}

/// Makes directories of one name within one another, whose path may be too long for the system, and a file inside.
private func makeDeepTree(in root: String, name: String, depth: Int) {
  var descriptor = unsafe open(root, O_RDONLY | O_DIRECTORY)
  for _ in 0..<depth {
    _ = unsafe mkdirat(descriptor, name, 0o755)
    let next = unsafe openat(descriptor, name, O_RDONLY | O_DIRECTORY)
    close(descriptor)
    descriptor = next
  }
  close(unsafe openat(descriptor, "file", O_WRONLY | O_CREAT, 0o644))
  close(descriptor)
}

/// Takes such a tree apart from the outside, one level at a time, until an ordinary removal can do the rest.
private func removeDeepTree(in root: String, name: String, depth: Int) {
  for _ in 0..<depth - 1 {
    _ = unsafe rename("\(root)/\(name)/\(name)", "\(root)/next")
    _ = unsafe rmdir("\(root)/\(name)")
    _ = unsafe rename("\(root)/next", "\(root)/\(name)")
  }
}
