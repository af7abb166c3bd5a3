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

  @Test func aFileCanBeExtendedAndWrittenOver() throws {
    let directory = TemporaryDirectory()
    directory.write(Array("0123456789".utf8), to: "file")
    var file = try FileWriter(extending: directory.path("file"))
    #expect(file.count == 10)
    try file.write("abc")
    try "89AB".withBytes { (bytes: RawSpan) throws(SystemError) in try file.overwrite(bytes, at: 9) }
    try file.write("!")
    try "o".withBytes { (bytes: RawSpan) throws(SystemError) in try file.overwrite(bytes, at: 0) }
    let count = try file.finish()
    #expect(count == 14)
    #expect(try String(contentsOfFile: directory.path("file"), encoding: .utf8) == "o1234567889AB!")
  }

  @Test func aMissingFileIsNotExtended() throws {
    let error = #expect(throws: SystemError.self) { _ = try FileWriter(extending: "/nonexistent/x") }
    #expect(error?.description == "/nonexistent/x: open failed: No such file or directory")
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
