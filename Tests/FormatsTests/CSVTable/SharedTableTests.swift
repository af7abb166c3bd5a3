import Bytes
import Formats
import JSON
import TestSupport
import Testing

@Suite(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
struct SharedTableTests {
  private func table(_ path: String) throws -> CSVTable { try CSVTable(ByteBuffer(sharedBytes(path))) }

  @Test func everyTableOfLightningIsReadAsPythonReadsIt() throws {
    let text = String(decoding: try sharedBytes("data/lightning/expected.json"), as: UTF8.self)
    let files = try #require(try JSONNode(parsing: text, options: .python)["files"]?.members)
    #expect(files.count == 5)
    for (path, expected) in files.map({ ($0.key, $0.value) }) {
      let table = try table("data/lightning/\(path)")
      #expect(table.faults.isEmpty)
      #expect(!table.endsWithinLine)
      #expect(table.columns == expected["columns"]?.elements?.map(\.string))
      #expect(expected["rows"] == .integer(Int64(table.rowCount)))
      var cells = 0
      for row in 0..<table.rowCount {
        for column in table.columns.indices where !table.isEmpty(row: row, column: column) { cells += 1 }
      }
      #expect(expected["non_empty_cells"] == .integer(Int64(cells)))
      let epoch = try #require(table.column("epoch"))
      let step = try #require(table.column("step"))
      let series = try #require(expected["series_[epoch,step,value]"]?.members)
      #expect(series.count == table.columns.count - 2)
      for (name, node) in series.map({ ($0.key, $0.value) }) {
        let points = try #require(node.elements)
        let column = try #require(table.column(name))
        let rows = (0..<table.rowCount).filter { table.number(row: $0, column: column) != .absent }
        #expect(rows.count == points.count)
        for (row, point) in zip(rows, points) {
          #expect(table.integer(row: row, column: epoch) == point[0]?.integer)
          #expect(table.integer(row: row, column: step) == point[1]?.integer)
          guard case .number(let value) = table.number(row: row, column: column) else {
            Issue.record("\(path) \(name) line \(table.line(ofRow: row))")
            continue
          }
          if let number = point[2]?.double {
            #expect(value == number)
          } else {
            #expect(value.isNaN && point[2]?.string == "nan")
          }
        }
      }
    }
  }

  @Test func hostileTablesAreReadOrRefusedByLine() throws {
    let folder = "data/pickles-hostile/text/"
    let ragged = try table(folder + "ragged_nul.csv")
    #expect(ragged.rowCount == 0)
    #expect(
      ragged.faults.map(\.description)
        == ["line 2: 2 fields; expected 3", "line 3: 5 fields; expected 3", "line 4: a zero byte"])
    let error = #expect(throws: CSVError.self) { try table(folder + "unterminated_quote.csv") }
    #expect(error?.description == "line 2: a quote that is never closed")
    let formulas = try table(folder + "formula_injection.csv")
    #expect(formulas.text(row: 0, column: 2) == "=HYPERLINK(\"http://x\",\"y\")")
    #expect(formulas.text(row: 1, column: 2) == "@SUM(1)")
    #expect(formulas.number(row: 1, column: 2) == .text)
    var wide: CSVTable?
    let duration = try processorTime { wide = try table(folder + "columns_40k.csv") }
    #expect(wide?.columns.count == 40_001)
    #expect(duration < .seconds(1))
  }
}
