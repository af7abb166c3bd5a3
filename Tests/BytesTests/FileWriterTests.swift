import Bytes
import Foundation
import TestSupport
import Testing

@Suite struct FileWriterTests {
  @Test func whatIsWrittenStandsInTheFile() throws {
    let directory = TemporaryDirectory()
    let path = directory.path("file")
    var file = try FileWriter(creating: path)
    try file.write("één\n")
    try file.write([0, 255])
    let slice: [UInt8] = [1, 2, 3]
    try file.write(slice.span)
    #expect(file.count == 11)
    let count = try file.finish()
    #expect(count == 11)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("één\n".utf8) + [0, 255, 1, 2, 3])
  }

  @Test func aFileThatExistsIsNotOverwritten() throws {
    let directory = TemporaryDirectory()
    let path = directory.path("file")
    let file = try FileWriter(creating: path)
    try file.finish()
    let error = #expect(throws: SystemError.self) { _ = try FileWriter(creating: path) }
    #expect(error?.description == "\(path): open failed: File exists")
  }

  @Test func aMissingDirectoryIsNamed() throws {
    let error = #expect(throws: SystemError.self) { _ = try FileWriter(creating: "/nonexistent/x") }
    #expect(error?.description == "/nonexistent/x: open failed: No such file or directory")
    #expect(error?.isMissing == true)
  }

  @Test func aFullDiskIsToldAsSuch() throws {
    let error = SystemError(path: "/mnt/x", operation: "write", code: 28)
    #expect(error.isDiskFull)
    #expect(error.description == "/mnt/x: write failed: No space left on device")
  }
}
