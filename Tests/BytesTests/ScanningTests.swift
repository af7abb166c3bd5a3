import Bytes
import Testing

@Suite struct ScanningTests {
  @Test func everyScalarIsValidUTF8AndEverySurrogateIsNot() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bad = Array(String(scalar).utf8).withBytes { $0.firstInvalidUTF8 }
      if bad != nil { Issue.record("U+\(String(value, radix: 16))") }
    }
  }

  @Test func everySequenceOfTwoOrThreeBytesIsJudgedAsStringDoes() {
    for first in UInt8(0x7F)...0xFF {
      for second in UInt8(0x00)...0xFF {
        for third in [UInt8(0), 0x7F, 0x80, 0xBF, 0xC0] {
          let bytes = [first, second, third]
          let isValid = bytes.withBytes { $0.firstInvalidUTF8 } == nil
          if isValid != (String(validating: bytes, as: UTF8.self) != nil) { Issue.record("\(bytes)") }
        }
      }
    }
  }

  @Test func theOffsetIsThatOfTheBrokenSequence() {
    let bytes = Array("0123456789 äö".utf8) + [0xE2, 0x82]
    #expect(bytes.withBytes { $0.firstInvalidUTF8 } == 15)
    #expect([0xF4, 0x90, 0x80, 0x80].withBytes { $0.firstInvalidUTF8 } == 0)
    #expect([0x61, 0xED, 0xA0, 0x80].withBytes { $0.firstInvalidUTF8 } == 1)
  }

  @Test func linesEndAtLineFeedsAndTheLastMayLackOne() {
    let ranges = "ab\n\ncd".withBytes { bytes in
      var offset = 0
      var ranges: [Range<Int>] = []
      while let line = bytes.nextLine(at: &offset) { ranges.append(line) }
      return ranges
    }
    #expect(ranges == [0..<2, 3..<3, 4..<6])
  }

  @Test func needlesAreFoundWhereTheyAre() {
    let offsets = "aabaabaaab".withBytes { bytes in
      [
        bytes.firstOffset(of: Array("aaab".utf8)), bytes.firstOffset(of: Array("ab".utf8), from: 2),
        bytes.firstOffset(of: Array("x".utf8)), bytes.firstOffset(of: [], from: 10),
        bytes.firstOffset(of: UInt8(ascii: "b")),
        bytes.firstOffset(of: Array("abc".utf8)),
      ]
    }
    #expect(offsets == [6, 4, nil, 10, 2, nil])
  }

  @Test func equalityLooksAtEveryByte() {
    for count in 0..<80 {
      let text = (0..<count).map { UInt8($0) }
      #expect(text.withBytes { $0.equals(text, at: 0..<count) })
      for index in 0..<count {
        var other = text
        other[index] ^= 0x80
        #expect(!text.withBytes { $0.equals(other, at: 0..<count) })
      }
    }
    #expect("train_loss".withBytes { $0.equals("train_loss", at: 0..<10) })
    #expect(!"train_loss".withBytes { $0.equals("train_lost", at: 0..<10) })
    #expect(!"tr".withBytes { $0.starts(with: "train", at: 0) })
  }
}
