import Codecs
import Core
import TestSupport
import Testing

/// What holds for every codec of the registry.
@Suite struct CodecLawTests {
  private static let names = allCodecs.map(\.name)

  private func codec(_ name: String) throws -> any ByteCodec { try #require(allCodecs.first { $0.name == name }) }

  /// Text, and bytes that cannot be compressed; more than one piece of output and one block of bzip2.
  private static let contents: [[UInt8]] = {
    var state: UInt64 = 7
    let noise = (0..<1_100_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    let text = Array(String(repeating: "the cell is the benchmark, 0.1234567890123; ", count: 50).utf8)
    return [[], [7], text, noise, [UInt8](repeating: 0, count: 1 << 18), [UInt8](repeating: 1, count: 3_000_001)]
  }()

  @Test func namesAndSuffixesAreDistinct() {
    #expect(Set(Self.names).count == allCodecs.count)
    #expect(Set(allCodecs.map(\.suffix)).count == allCodecs.count)
  }

  @Test(arguments: names) func decompressingGivesBackWhatWasCompressed(_ name: String) throws {
    let codec = try codec(name)
    for content in Self.contents {
      let packed = codec.compress(content.span)
      let again = codec.compress(content.span)
      #expect(packed == again)
      #expect(packed.starts(with: codec.magic))
      let unpacked = try codec.decompress(packed.span, limit: content.count)
      #expect(unpacked == content)
    }
  }

  @Test(arguments: names) func streamsFollowEachOther(_ name: String) throws {
    let codec = try codec(name)
    var packed: [UInt8] = []
    for content in Self.contents { packed += codec.compress(content.span) }
    let unpacked = try codec.decompress(packed.span, limit: 1 << 24)
    #expect(unpacked == Self.contents.flatMap { $0 })
  }

  @Test(arguments: names) func truncationAtEveryByteIsAnError(_ name: String) throws {
    let codec = try codec(name)
    let text = Self.contents[2]
    let first = codec.compress(text.span)
    let packed = first + first
    for count in packed.indices where count != first.count {
      let cut = Array(packed[..<count])
      #expect(throws: CodecError.self) { try codec.decompress(cut.span, limit: 1 << 20) }
    }
  }

  @Test(arguments: names) func whatFollowsTheLastStreamIsAnError(_ name: String) throws {
    let codec = try codec(name)
    let text = Self.contents[2]
    for tail: [UInt8] in [[1], [0x42], [0, 0, 0, 0, 7]] {
      let packed = codec.compress(text.span) + tail
      #expect(throws: CodecError.self) { try codec.decompress(packed.span, limit: 1 << 20) }
    }
  }

  @Test(arguments: names) func contentBeyondTheLimitIsRefused(_ name: String) throws {
    let codec = try codec(name)
    let content = Self.contents[5]
    let packed = codec.compress(content.span)
    for limit in [0, 1, content.count - 1] {
      let error = #expect(throws: CodecError.self) { try codec.decompress(packed.span, limit: limit) }
      #expect(error == .exceedsLimit(codec: name, limit: limit))
    }
  }

  @Test(arguments: names) func theBeginningIsThereWithoutTheEnd(_ name: String) throws {
    let codec = try codec(name)
    let content = Self.contents[3]
    let packed = codec.compress(content.span)
    for count in [0, 1, 700] {
      let beginning = codec.beginning(of: packed.span, count: count)
      #expect(beginning == Array(content[..<count]))
    }
    // bzip2 gives nothing of a block that is not whole.
    guard name != "bzip2" else { return }
    let half = Array(packed[..<(packed.count / 2)])
    let beginning = codec.beginning(of: half.span, count: 256)
    #expect(beginning == Array(content[..<256]))
  }

  @Test(arguments: names) func aFlippedBitIsNeverPassedOn(_ name: String) throws {
    let codec = try codec(name)
    let content = Self.contents[2]
    let packed = codec.compress(content.span)
    for index in packed.indices {
      var damaged = packed
      damaged[index] ^= 0x10
      // A bit of a header's time stamp or name does not matter; whatever comes out is right.
      if let unpacked = try? codec.decompress(damaged.span, limit: 1 << 20) { #expect(unpacked == content) }
    }
  }

  @Test(arguments: names) func damagedStreamsComeBack(_ name: String) throws {
    let codec = try codec(name)
    let (text, noise) = (Self.contents[2], Array(Self.contents[3][..<20_000]))
    let packed = codec.compress(text.span)
    let long = codec.compress(noise.span)
    let longest = fuzz(name, seeds: [packed, packed + packed, long]) { bytes in
      _ = try? codec.decompress(bytes.span, limit: 1 << 20)
    }
    #expect(longest < .seconds(5))
  }
}
