import Bytes
import Glibc
import TestSupport
import Testing

@Suite struct ByteBufferTests {
  @Test func readingReusesTheBufferAndClearsThePadding() throws {
    let directory = TemporaryDirectory()
    directory.write([UInt8](repeating: 7, count: 100_000), to: "long")
    directory.write([1, 2, 3], to: "short")
    directory.write([], to: "empty")
    var buffer = ByteBuffer()
    try buffer.readFile(at: directory.path + "/long")
    #expect(buffer.count == 100_000)
    try buffer.readFile(at: directory.path + "/short")
    #expect(buffer.array == [1, 2, 3])
    let padded = buffer.withPaddedBytes { $0.array(0..<$0.byteCount) }
    #expect(padded == [1, 2, 3] + [UInt8](repeating: 0, count: 64))
    try buffer.readFile(at: directory.path + "/empty")
    #expect(buffer.isEmpty)
  }

  @Test func onlyRegularFilesAreRead() {
    let directory = TemporaryDirectory()
    directory.makePipe("pipe")
    var buffer = ByteBuffer()
    for path in [directory.path, directory.path + "/pipe", "/dev/zero"] {
      #expect(throws: FileError(path: Array(path.utf8), operation: .open, reason: .notRegularFile)) {
        try buffer.readFile(at: path)
      }
    }
  }

  @Test func errorsSayWhichFileAndWhy() {
    var buffer = ByteBuffer([1])
    let error = #expect(throws: FileError.self) { try buffer.readFile(at: "/nowhere/file") }
    #expect(error?.description == "cannot open '/nowhere/file': no such file or directory")
    #expect(error?.errno == ENOENT)
    #expect(buffer.isEmpty)
    let zero = #expect(throws: FileError.self) { try buffer.readFile(at: [47, 0, 47]) }
    #expect(zero?.reason == .zeroByteInPath)
  }

  @Test func theLimitIsOneOfBytesRead() throws {
    let directory = TemporaryDirectory()
    directory.write([1, 2, 3], to: "file")
    var buffer = ByteBuffer()
    try buffer.readFile(at: directory.path + "/file", limit: 3)
    let error = #expect(throws: FileError.self) { try buffer.readFile(at: directory.path + "/file", limit: 2) }
    #expect(error?.message == "larger than the limit of 2 bytes")
  }

  @Test func filesOfTheSystemThatClaimNoSizeAreReadToTheirEnd() throws {
    var buffer = ByteBuffer()
    try buffer.readFile(at: "/proc/self/status")
    #expect(buffer.count > 100)
  }
}
