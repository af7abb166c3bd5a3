import Bytes
import Core
import TestSupport
import Testing

@testable import Formats

@Suite struct ReleaseFrameTests {
  private static let release = SyntheticRelease.odd.make()

  private static func bytes() throws -> [UInt8] {
    var writer = ReleaseFrameWriter(path: "x")
    var bytes: [UInt8] = []
    try writer.write(.head(ReleaseHead(release)))
    for line in release.lines { try writer.write(.run(line)) }
    writer.flush(isLast: true) { (block) throws(Never) in bytes += block.array(0..<block.byteCount) }
    return bytes
  }

  /// What `bytes`, given in pieces of `size`, are read as, and whether the last frame is whole.
  private static func read(
    _ bytes: [UInt8], inPiecesOf size: Int
  ) throws(ReleaseInputError) -> (parts: [ReleasePart], isWhole: Bool) {
    var reader = ReleaseFrameReader(path: "x")
    var parts: [ReleasePart] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      try Array(bytes[start..<min(bytes.count, start + size)]).withBytes { (piece) throws(ReleaseInputError) in
        try reader.read(piece) { parts.append($0) }
      }
    }
    return (parts, reader.isAtEnd)
  }

  @Test(arguments: [1, 7, 4096, 1 << 20])
  func whatIsWrittenIsReadAgain(_ size: Int) throws {
    let (parts, isWhole) = try Self.read(Self.bytes(), inPiecesOf: size)
    #expect(isWhole)
    let lines = Self.release.lines.map { line in
      var line = line
      (line.info, line.sources) = ([], [])
      return ReleasePart.run(line)
    }
    #expect(parts == [.head(ReleaseHead(Self.release))] + lines)
  }

  @Test func aFrameThatIsCutOffIsSeen() throws {
    let bytes = try Self.bytes()
    let (parts, isWhole) = try Self.read(Array(bytes.dropLast()), inPiecesOf: 4096)
    #expect(!isWhole)
    #expect(parts.count == Self.release.lines.count)
  }

  @Test func aRunBeforeTheHeadASecondHeadAndAnEmptyFrameAreRefused() throws {
    let bytes = try Self.bytes()
    let head = bytes.withBytes { 4 + Int($0.halfWord(at: 0)) }
    for (wrong, found) in [
      (Array(bytes.dropFirst(head)), "a run before the head"), (bytes[..<head] + bytes, "a second head"),
      ([0, 0, 0, 0], "a frame of 0 bytes"), ([255, 255, 255, 255], "a frame of 4294967295 bytes"),
    ] {
      let error = #expect(throws: ReleaseInputError.self) { try Self.read(Array(wrong), inPiecesOf: 1 << 20) }
      #expect(error?.message.contains(found) == true)
    }
  }

  @Test func damagedFramesAreReadOrRefused() throws {
    var outcomes: [Bool: Int] = [:]
    try Mutation.run(Self.bytes(), count: 2000, seed: 11) { mutant in
      do throws(ReleaseInputError) {
        outcomes[try Self.read(mutant, inPiecesOf: 4096).isWhole, default: 0] += 1
      } catch {
        #expect(error.kind == .malformed)
        outcomes[false, default: 0] += 1
      }
    }
    #expect(outcomes[false, default: 0] > 100)
  }
}
