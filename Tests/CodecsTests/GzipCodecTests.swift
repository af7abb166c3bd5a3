import Codecs
import Core
import Testing

@Suite struct GzipCodecTests {
  private let codec = GzipCodec()
  private let text = Array(String(repeating: "the cell is the benchmark, 0.1234567890123; ", count: 50).utf8)

  @Test(arguments: [0, 1, 6, 12])
  func decompressingGivesBackWhatWasCompressed(_ level: Int) throws {
    let codec = GzipCodec(level: level)
    for bytes in [[], [7], text] {
      let packed = codec.compress(bytes.span)
      let again = codec.compress(bytes.span)
      #expect(packed == again)
      #expect(packed.starts(with: codec.magic))
      let unpacked = try codec.decompress(packed.span, limit: 1 << 20)
      #expect(unpacked == bytes)
    }
  }

  @Test(arguments: [1, 6, 12])
  func aMemberHasNoNameNoTimeAndAnUnknownSystem(_ level: Int) {
    let packed = GzipCodec(level: level).compress(text.span)
    #expect(packed[3] == 0)
    #expect(packed[4..<8].allSatisfy { $0 == 0 })
    #expect(packed[9] == 255)
  }

  @Test func membersFollowEachOther() throws {
    let contents: [[UInt8]] = [text, [], [1, 2]]
    var packed: [UInt8] = []
    for content in contents { packed += codec.compress(content.span) }
    let unpacked = try codec.decompress(packed.span, limit: 1 << 20)
    #expect(unpacked == text + [1, 2])
  }

  @Test func truncationAtEveryByteIsAnError() {
    let packed = codec.compress(text.span) + codec.compress(text.span)
    let firstEnd = packed.count / 2
    for count in packed.indices where count != firstEnd {
      let cut = Array(packed[..<count])
      let error = #expect(throws: CodecError.self) { try codec.decompress(cut.span, limit: 1 << 20) }
      #expect(error == .malformed(codec: "gzip", offset: count < firstEnd ? 0 : firstEnd))
    }
  }

  @Test func whatFollowsTheLastMemberIsAnError() {
    let packed = codec.compress(text.span) + [0]
    let error = #expect(throws: CodecError.self) { try codec.decompress(packed.span, limit: 1 << 20) }
    #expect(error?.description == "malformed or truncated gzip stream at byte \(packed.count - 1)")
  }

  @Test func contentBeyondTheLimitIsRefusedWithoutTheMemoryForIt() throws {
    let zeros = [UInt8](repeating: 0, count: 10_000_000)
    let bomb = codec.compress(zeros.span)
    let error = #expect(throws: CodecError.self) { try codec.decompress(bomb.span, limit: 1_000_000) }
    #expect(error?.description == "gzip stream holds more than 1000000 bytes")
    let whole = try codec.decompress(bomb.span, limit: 10_000_000)
    #expect(whole.count == 10_000_000)
  }
}
