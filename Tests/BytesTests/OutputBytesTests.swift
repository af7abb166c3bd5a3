import Bytes
import Testing

@Suite struct OutputBytesTests {
  @Test func whateverIsAppendedIsThere() {
    var output = OutputBytes()
    var expected = ""
    for round in 0..<300 {
      let text = String(repeating: "x", count: round % 40) + "é"
      output.append(string: text)
      output.append("literal")
      output.append(integer: -round)
      output.append(Array(text.utf8))
      expected += text + "literal" + "\(-round)" + text
    }
    let string = output.string
    #expect(string == expected)
    output.removeAll()
    #expect(output.array == [])
  }

  @Test func wordsAreWrittenFromTheMostSignificantByte() {
    for byteCount in 0...8 {
      var output = OutputBytes()
      output.append(bigEndian: 0x0102_0304_0506_0708, byteCount: byteCount)
      #expect(output.array == Array((1...8).suffix(byteCount)))
    }
  }

  @Test(
    arguments: [
      (0, [0x00]), (0x7F, [0x7F]), (0x80, [0x81, 0x00]), (0x3FFF, [0xFF, 0x7F]), (0x4000, [0x81, 0x80, 0x00]),
      (0x1F_FFFF, [0xFF, 0xFF, 0x7F]), (0x20_0000, [0x81, 0x80, 0x80, 0x00]),
      (0xFF_FFFF_FFFF_FFFF, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]),
      (0x100_0000_0000_0000, [0x80, 0xC0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00]),
      (.max, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
    ] as [(UInt64, [UInt8])])
  func numbersTakeAsManyGroupsAsTheyNeed(_ value: UInt64, _ bytes: [UInt8]) {
    var output = OutputBytes()
    output.append(varint: value)
    #expect(output.array == bytes)
  }

  @Test func integersOfEveryLengthAreWritten() {
    var power: UInt64 = 1
    while true {
      for value in [power - 1, power, power + 1, power &* 7 / 3] {
        var output = OutputBytes()
        output.append(natural: value)
        let text = output.string
        #expect(text == "\(value)")
      }
      if power == 10_000_000_000_000_000_000 { break }
      power *= 10
    }
    for value in [Int64.min, .max, -1, 0] {
      var output = OutputBytes()
      output.append(integer: value)
      let text = output.string
      #expect(text == "\(value)")
    }
    var output = OutputBytes()
    output.append(natural: .max)
    #expect(output.array == Array("18446744073709551615".utf8))
  }
}
