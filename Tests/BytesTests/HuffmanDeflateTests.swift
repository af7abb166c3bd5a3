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

  /// Texts of every kind.
  private static var texts: [[UInt8]] {
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
    return texts
  }

  @Test func zlibReadsBackEveryKindOfText() throws {
    let texts = Self.texts
    guard let back = try Self.inflated(texts.map(Self.deflated)) else { return print("skipped: no python3") }
    for (text, inflated) in zip(texts, back) { #expect(inflated == text, "a text of \(text.count) bytes") }
  }

  /// What `LiteralInflate` makes of the beginning of `bytes`, and how many of them it takes.
  private static func literals(_ bytes: [UInt8], limit: Int = 1 << 24) -> (content: [UInt8], used: Int)? {
    var inflate = LiteralInflate()
    var output = OutputBytes()
    guard let used = bytes.withBytes({ inflate.append($0, to: &output, limit: limit) }) else { return nil }
    return (output.array, used)
  }

  @Test func literalsComeBackFromTheirCodes() throws {
    var inflate = LiteralInflate()
    for text in Self.texts {
      let stream = Self.deflated(text)
      let back = try #require(Self.literals(stream))
      #expect(back.content == text, "a text of \(text.count) bytes")
      #expect(back.used == stream.count)
      // What follows is not read; what is missing is told; one inflater serves many streams.
      #expect(Self.literals(stream + [1, 2, 3])?.used == stream.count)
      #expect(Self.literals(Array(stream.dropLast())) == nil)
      if !text.isEmpty { #expect(Self.literals(stream, limit: text.count - 1) == nil) }
      var output = OutputBytes()
      let used = stream.withBytes { inflate.append($0, to: &output, limit: text.count) }
      let isCut = inflate.isCut
      let content = output.array
      #expect(used == stream.count && content == text && !isCut)
      _ = Array(stream.dropLast(2)).withBytes { inflate.append($0, to: &output, limit: 1 << 24) }
      let isCutNow = inflate.isCut
      #expect(isCutNow)
    }
  }

  @Test func whatIsNoSequenceOfLiteralsIsLeftToOthers() throws {
    let directory = TemporaryDirectory()
    let text = Array(String(repeating: "\"train_top1\":[1.25,2.5],", count: 300).utf8)
    directory.write(text, to: "text")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import sys, zlib
      text = open(f'{sys.argv[1]}/text', 'rb').read()
      for level in range(10):
          deflate = zlib.compressobj(level, wbits=-15)
          open(f'{sys.argv[1]}/{level}', 'wb').write(deflate.compress(text) + deflate.flush())
      """, directory.path,
    ]
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus == 127 { return print("skipped: no python3") }
    for level in 0..<10 {
      #expect(Self.literals([UInt8](try Data(contentsOf: URL(filePath: directory.path("\(level)"))))) == nil)
    }
  }

  @Test func damagedCodesGiveNothingOrSomething() {
    let seeds = [Self.texts[5], Self.texts[4], Array("{\"a\":[0.125,17.5,3e-7]}".utf8), Self.texts.last ?? []].map(
      Self.deflated)
    let longest = fuzz("literals", seeds: seeds, rounds: 5000) { bytes in
      if let back = Self.literals(bytes, limit: 1 << 20) {
        // Every literal takes at least a bit.
        #expect(back.used <= bytes.count && back.content.count <= 8 * back.used)
      }
    }
    #expect(longest < .seconds(1))
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
