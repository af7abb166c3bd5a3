import Bytes
import TestSupport
import Testing

@Suite struct FileWindowTests {
  private let content = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 37) }

  @Test(arguments: [1, 7, 64, 999, 1000, 5000]) func everyByteComesByInOrder(_ chunkSize: Int) throws {
    let directory = TemporaryDirectory()
    directory.write(content, to: "x")
    var window = try FileWindow(opening: directory.path("x"), chunkSize: chunkSize)
    var found: [UInt8] = []
    var (dropped, wanted) = (0, 1)
    while true {
      try window.move(dropping: dropped, until: wanted)
      let base = window.base
      #expect(base == found.count)
      guard window.count >= wanted else { break }
      found += window.withBytes { $0.array(0..<wanted) }
      (dropped, wanted) = (wanted, wanted % 13 + 1)
    }
    let isAtEnd = window.isAtEnd
    #expect(isAtEnd)
    found += window.withBytes { $0.array(0..<$0.byteCount) }
    #expect(found == content)
  }

  @Test func wantingMoreThanThereIsTakesNoMemoryForIt() throws {
    let directory = TemporaryDirectory()
    directory.write(content, to: "x")
    var window = try FileWindow(opening: directory.path("x"), chunkSize: 64)
    try window.move(dropping: 0, until: 1 << 60)
    let (count, isAtEnd) = (window.count, window.isAtEnd)
    #expect(count == 1000 && isAtEnd)
  }

  @Test func whatIsNoFileIsRefused() {
    let directory = TemporaryDirectory()
    directory.makePipe("pipe")
    for name in ["pipe", ".", "absent"] {
      #expect(throws: FileError.self) { _ = try FileWindow(opening: directory.path(name)) }
    }
  }
}
