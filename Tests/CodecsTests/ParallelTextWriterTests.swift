import Bytes
import Codecs
import Core
import Foundation
import Testing

@Suite struct ParallelTextWriterTests {
  @Test(arguments: [1, 2, 5], [0, 1, 40])
  func membersStandInOrderWhateverTheNumberOfThreads(_ workers: Int, _ members: Int) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "cellar-\(UUID().uuidString).gz")
    defer { try? FileManager.default.removeItem(at: path) }
    let count = try ParallelTextWriter.write(
      to: path.path(percentEncoded: false), members: members, workers: workers, content: .numbers
    ) { index, output in
      output.append(string: "member \(index)\n")
    }
    let bytes = [UInt8](try Data(contentsOf: path))
    #expect(bytes.count == count)
    let text = try GzipCodec().decompress(bytes.span, limit: 1 << 20)
    #expect(String(decoding: text, as: UTF8.self) == (0..<members).map { "member \($0)\n" }.joined())
  }

  @Test func aFileThatExistsIsLeftAlone() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "cellar-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data("precious".utf8).write(to: path)
    #expect(throws: ArtifactError.self) {
      try ParallelTextWriter.write(to: path.path(percentEncoded: false), members: 1, workers: 1, content: .numbers) {
        _, _ in
      }
    }
    #expect(try Data(contentsOf: path) == Data("precious".utf8))
  }
}
