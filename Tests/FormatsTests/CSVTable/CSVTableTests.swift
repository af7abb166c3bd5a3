import Bytes
import Formats
import TestSupport
import Testing

@Suite struct CSVTableTests {
  private func table(_ text: String) throws(CSVError) -> CSVTable { try CSVTable(ByteBuffer(Array(text.utf8))) }

  private func rows(_ table: CSVTable) -> [[String]] {
    (0..<table.rowCount).map { row in table.columns.indices.map { table.text(row: row, column: $0) } }
  }

  @Test(arguments: [
    "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "\u{FEFF}a,b\n1,2\n3,4", "\n\na,b\n\n1,2\r\n\r\n3,4\n\n",
  ])
  func lineEndsMarksAndBlankLinesDoNotMatter(_ text: String) throws {
    let table = try table(text)
    #expect(table.columns == ["a", "b"])
    #expect(rows(table) == [["1", "2"], ["3", "4"]])
    #expect(table.endsWithinLine == (text.utf8.last != 0x0A))
  }

  @Test func quotesHoldCommasLinesAndQuotes() throws {
    let table = try table("\"a\"\"b\",c\n\"1,2\r\n3\"\"\"\"\",\"\"\n\"\"\"\",x\"y\n")
    #expect(table.columns == ["a\"b", "c"])
    #expect(rows(table) == [["1,2\r\n3\"\"", ""], ["\"", "x\"y"]])
    #expect(table.field(row: 0, column: 1).isQuoted)
    #expect(table.line(ofRow: 1) == 4)
  }

  @Test func aLastFieldMayBeEmpty() throws {
    #expect(rows(try table("a,b,c\n,,\n1,,\n,,3")) == [["", "", ""], ["1", "", ""], ["", "", "3"]])
  }

  @Test func rowsThatDoNotFitAreListedByLine() throws {
    let table = try table("a,b\n1\n\"x\ny\",2\n1,2,3\n3,\u{0}\n5,6\n")
    #expect(rows(table) == [["x\ny", "2"], ["5", "6"]])
    #expect(
      table.faults.map(\.description)
        == ["line 2: 1 fields; expected 2", "line 5: 3 fields; expected 2", "line 6: a zero byte"])
  }

  @Test(arguments: [
    ("", "line 1: no header"), ("\n\n", "line 1: no header"), ("\u{FEFF}", "line 1: no header"),
    ("a,b\n1,\"2\n3\n", "line 2: a quote that is never closed"),
    ("a,b\n\"1\"2,3\n", "line 2: byte 50 behind a closing quote; expected a comma or the end of the line"),
    ("a,\"a\"\n", "line 1: a second column 'a'"),
    (String(repeating: ",", count: 70_000), "line 1: more than 65536 fields in a row"),
  ])
  func whatIsNoTableIsRefused(_ text: String, _ message: String) {
    let error = #expect(throws: CSVError.self) { try table(text) }
    #expect(error?.description == message)
  }

  @Test func bytesThatAreNotUTF8AreRefusedWithTheirLine() {
    let bytes = Array("a,b\n1,2\n3,".utf8) + [0xC0, 0xAF, 0x0A]
    #expect(throws: CSVError(.encoding, line: 3, offset: 10)) { try CSVTable(ByteBuffer(bytes)) }
  }

  @Test(arguments: [
    ("", CSVNumber.absent), ("  ", .absent), ("1", .number(1)), (" -2.5e3\t", .number(-2500)), ("+.5", .number(0.5)),
    ("inf", .number(.infinity)), ("-Infinity", .number(-.infinity)), ("+INF", .number(.infinity)), ("1x", .text),
    ("nano", .text), ("-", .text), ("1 2", .text), ("0x10", .text), ("1e400", .number(.infinity)),
    ("9330127018922194000000000000000", .number(9.330127018922194e30)), ("None", .text),
  ])
  func cellsAreNumbersAsPythonReadsThem(_ cell: String, _ number: CSVNumber) throws {
    #expect(try table("a,b\n\(cell),\n").number(row: 0, column: 0) == number)
  }

  @Test(arguments: ["nan", "NaN", "-nan", "NAN"]) func nanIsANumber(_ cell: String) throws {
    guard case .number(let value) = try table("a,b\n\(cell),\n").number(row: 0, column: 0) else {
      Issue.record("no number")
      return
    }
    #expect(value.isNaN)
  }

  @Test func wholeNumbersAreExact() throws {
    let table = try table("a,b,c\n9007199254740993,-5,1.0\n")
    #expect(table.integer(row: 0, column: 0) == 9_007_199_254_740_993)
    #expect(table.integer(row: 0, column: 1) == -5)
    #expect(table.integer(row: 0, column: 2) == nil)
  }

  @Test func truncationAtEveryByteIsAnErrorOrAPartOfTheTable() throws {
    let text = "step,note,loss\n1,\"a \"\"b\"\"\n,\",0.5\r\n2,plain,nan\n3,,1e-3\n"
    let bytes = Array(text.utf8)
    let whole = rows(try table(text))
    for count in bytes.indices {
      guard let cut = try? CSVTable(ByteBuffer(Array(bytes[..<count]))) else { continue }
      let certain = cut.endsWithinLine ? rows(cut).dropLast(cut.faultCount == 0 ? 1 : 0) : rows(cut)[...]
      #expect(whole.starts(with: certain))
    }
  }

  @Test func damagedTablesComeBack() {
    let plain = "step,note,loss\n1,\"a \"\"b\"\"\n,\",0.5\r\n2,plain,nan\n3,,1e-3\n"
    let wide = (0..<300).map { "c\($0)" }.joined(separator: ",") + "\n" + String(repeating: ",", count: 299) + "\n"
    let longest = fuzz("csv", seeds: [plain, wide, "\u{FEFF}a\r\n\"\"\r\n"].map { Array($0.utf8) }) { bytes in
      guard let table = try? CSVTable(ByteBuffer(bytes)) else { return }
      for row in 0..<table.rowCount {
        for column in table.columns.indices {
          _ = table.number(row: row, column: column)
          _ = table.text(row: row, column: column)
          _ = table.integer(row: row, column: column)
        }
      }
    }
    #expect(longest < .seconds(5))
  }
}
