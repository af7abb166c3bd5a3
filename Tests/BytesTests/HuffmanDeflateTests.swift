import Bytes
import Core
import Foundation
import TestSupport
import Testing

struct HuffmanDeflateTests {
  private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var deflate = HuffmanDeflate()
    var output = OutputBytes()
    bytes.withBytes { deflate.append($0, to: &output) }
    return output.array
  }

  /// What Python's zlib makes of raw DEFLATE streams, nil without a Python.
  private static func inflated(_ streams: [[UInt8]]) throws -> [[UInt8]]? {
    let directory = TemporaryDirectory()
    for (index, stream) in streams.enumerated() { directory.write(stream, to: "\(index).deflate") }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import sys, zlib
      for index in range(int(sys.argv[2])):
          inflater = zlib.decompressobj(-15)
          content = inflater.decompress(open(f'{sys.argv[1]}/{index}.deflate', 'rb').read())
          assert inflater.eof and not inflater.unused_data, index
          open(f'{sys.argv[1]}/{index}.inflated', 'wb').write(content)
      """, directory.path, "\(streams.count)",
    ]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus != 127 else { return nil }
    #expect(process.terminationStatus == 0)
    return try streams.indices.map { [UInt8](try Data(contentsOf: URL(filePath: directory.path("\($0).inflated")))) }
  }

  @Test func zlibReadsBackEveryKindOfText() throws {
    var generator = SeededGenerator(seed: 7)
    var texts: [[UInt8]] = [
      [], [0], [255], Array(repeating: 65, count: 1000), Array(0...255), Array("0.1234567890123456,".utf8),
    ]
    // Around the ends of blocks, and of the four literals that are written together.
    for count in [(128 << 10) - 1, 128 << 10, (128 << 10) + 1, 300_001, 7, 8, 9] {
      texts.append((0..<count).map { _ in UInt8(ascii: "0") + UInt8(generator.next(below: 10)) })
      texts.append((0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
    }
    // Counts like Fibonacci numbers ask for codes longer than the limit.
    var skewed: [UInt8] = []
    var (one, two) = (1, 1)
    for symbol in 0..<24 {
      skewed += Array(repeating: UInt8(symbol), count: one)
      (one, two) = (two, one + two)
    }
    texts.append(skewed)
    guard let back = try Self.inflated(texts.map(Self.deflated)) else { return print("skipped: no python3") }
    for (text, inflated) in zip(texts, back) { #expect(inflated == text, "a text of \(text.count) bytes") }
  }

  @Test func digitsTakeLessThanHalfTheirSpace() {
    var generator = SeededGenerator(seed: 11)
    let text = (0..<500_000).map { _ in UInt8(ascii: "0") + UInt8(generator.next(below: 10)) }
    let size = Self.deflated(text).count
    // An optimal prefix code of ten equal symbols and a rare one needs 3.5 bits; log2(10) is 3.32.
    #expect(size < text.count * 352 / 800)
  }

  @Test func theSameTextGivesTheSameBytesWhateverCameBefore() {
    var deflate = HuffmanDeflate()
    let text = Array("{\"train_loss\":[1.5,2.5]}".utf8)
    var outputs: [[UInt8]] = []
    for other in [[UInt8](), Array(repeating: 90, count: 5000)] {
      var ignored = OutputBytes()
      other.withBytes { deflate.append($0, to: &ignored) }
      var output = OutputBytes()
      text.withBytes { deflate.append($0, to: &output) }
      outputs.append(output.array)
    }
    #expect(outputs[0] == outputs[1])
  }
}
