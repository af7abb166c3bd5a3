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
