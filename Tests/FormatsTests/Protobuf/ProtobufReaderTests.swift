import Bytes
import Formats
import TestSupport
import Testing

@Suite struct ProtobufReaderTests {
  private func fields(_ bytes: [UInt8]) throws(ProtobufError) -> [ProtobufField] {
    try bytes.withBytes { (bytes: RawSpan) throws(ProtobufError) in
      var reader = ProtobufReader(0..<bytes.byteCount)
      var result: [ProtobufField] = []
      while let field = try reader.next(in: bytes) { result.append(field) }
      return result
    }
  }

  private func message() -> [UInt8] {
    var writer = ProtobufWriter()
    writer.varint(1, 150)
    writer.integer(2, -1)
    writer.double(3, 0.1)
    writer.float(4, -2.5)
    writer.string(5, "testing")
    writer.message(0x1FFF_FFFF) { $0.varint(1, .max) }
    return writer.output.array
  }

  /// The examples of the encoding page.
  @Test func theBytesAreThoseOfTheEncodingPage() {
    #expect(message().starts(with: [0x08, 0x96, 0x01]))
    var writer = ProtobufWriter()
    writer.string(2, "testing")
    #expect(writer.output.array == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67])
  }

  @Test func readingGivesBackWhatWasWritten() throws {
    let bytes = message()
    let found = try fields(bytes)
    #expect(found.map(\.number) == [1, 2, 3, 4, 5, 0x1FFF_FFFF])
    #expect(try found[0].integer() == 150)
    #expect(try found[1].integer() == -1)
    #expect(try found[2].double() == 0.1)
    #expect(try found[3].float() == -2.5)
    #expect(Array(bytes[try found[4].range()]) == Array("testing".utf8))
    #expect(try fields(Array(bytes[try found[5].range()])).first?.value == .varint(.max))
    #expect(throws: ProtobufError(.wrongType(field: 1, expected: "a double"), at: 0)) { try found[0].double() }
  }

  @Test func groupsAreSkipped() throws {
    // 1: 5, group 2 { 1: 7, group 3 { 4: "ab" } }, 5: 6
    let found = try fields([0x08, 5, 0x13, 0x08, 7, 0x1B, 0x22, 2, 0x61, 0x62, 0x1C, 0x14, 0x28, 6])
    #expect(found.map(\.number) == [1, 5])
  }

  @Test(
    arguments: [
      ([0x08], .cut, 1), ([0x80], .cut, 0), ([0x09, 1, 2, 3], .cut, 1), ([0x0D, 1, 2], .cut, 1),
      ([0x0A, 5, 1, 2], .tooLong(length: 5, left: 2), 0),
      ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1], .tooLong(length: .max, left: 0), 0),
      ([0x08] + [UInt8](repeating: 0x80, count: 11), .longVarint, 1),
      ([0x08] + [UInt8](repeating: 0xFF, count: 9) + [2], .longVarint, 1), ([0x00, 1], .fieldNumber(0), 0),
      ([0x0E, 1], .wireType(6), 0), ([0x0F, 1], .wireType(7), 0), ([0x13], .group, 1), ([0x14], .group, 0),
      ([0x13, 0x1C], .group, 1), ([UInt8](repeating: 0x13, count: 300), .group, 100),
      ([0x80, 0x80, 0x80, 0x80, 0x10], .fieldNumber(1 << 29), 0),
    ] as [([UInt8], ProtobufError.Reason, Int)])
  func whatIsNoMessageIsRefused(_ bytes: [UInt8], _ reason: ProtobufError.Reason, _ offset: Int) {
    #expect(throws: ProtobufError(reason, at: offset)) { try fields(bytes) }
  }

  @Test func truncationAtEveryByteIsAnErrorOrEndsAtAField() throws {
    let bytes = message()
    let ends = Set(try fields(bytes).map(\.offset))
    for count in bytes.indices {
      if ends.contains(count) {
        #expect(throws: Never.self) { try fields(Array(bytes[..<count])) }
      } else {
        #expect(throws: ProtobufError.self) { try fields(Array(bytes[..<count])) }
      }
    }
  }

  @Test func damagedMessagesComeBack() {
    let longest = fuzz("protobuf", seeds: [message()], rounds: 20_000) { _ = try? fields($0) }
    #expect(longest < .seconds(5))
  }
}
