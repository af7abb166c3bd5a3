import Bytes
import Formats
import Foundation
import JSON
import TestSupport
import Testing

@Suite struct ParquetOracleTests {
  /// Whether there is a Python with pyarrow and DuckDB.
  private static let isReady: Bool = {
    guard PythonOracle.python != nil else { return false }
    if (try? PythonOracle.run("check_parquet.py", ["probe"]).succeeded) == true { return true }
    print("skipped: no pyarrow and duckdb for CELLAR_PYTHON")
    return false
  }()

  private static let columns = [
    ParquetColumn("step", .int64), ParquetColumn("accuracy", .double, isOptional: true),
    ParquetColumn("finished", .boolean, isOptional: true), ParquetColumn("encoding", .string, isOptional: true),
    ParquetColumn("loss", .double), ParquetColumn("flag", .boolean), ParquetColumn("nothing", .int64, isOptional: true),
  ]

  /// A few thousand rows; extreme numbers, NaN with a payload, zeros of both signs, texts of any kind.
  @Sendable private static func rowGroup(_ group: Int) -> [ParquetValues] {
    let rows = group * 5000..<group * 5000 + (group == 3 ? 1 : 5000)
    let texts = ["", "64-41414-1_02_333", "ü𝄞", "a,\"b\"\n", String(repeating: "long ", count: 100), "\u{0}"]
    let numbers = [0.1, -0.0, 0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -1e-300]
    func isAbsent(_ row: Int) -> Bool { row % 1000 < 300 ? row % 3 == 0 : row % 1000 > 900 }
    return [
      .int64(rows.map { $0 == 7 ? .min : $0 == 8 ? .max : Int64($0) * 1_000_003 }),
      .double(rows.map { isAbsent($0) ? nil : numbers[$0 % 8] * Double($0 / 8 + 1) }),
      .boolean(rows.map { isAbsent($0 + 1) ? nil : $0 % 7 < 3 }),
      .string(rows.map { isAbsent($0 + 2) ? nil : texts[$0 % 6] + "\($0 / 100)" }),
      .double(rows.map { group == 1 && $0 % 4999 == 0 ? Double(nan: 5, signaling: false) : Double($0) / 3 }),
      .boolean(rows.map { $0 % 2 == 0 }), .int64([Int64?](repeating: nil, count: rows.count)),
    ]
  }

  @Test(.enabled(if: isReady), arguments: ParquetCompression.allCases)
  func pyarrowAndDuckDBReadEveryValue(_ compression: ParquetCompression) throws {
    let directory = TemporaryDirectory()
    try ParquetWriter.write(
      to: directory.path("x.parquet"), columns: Self.columns,
      options: ParquetOptions(compression: compression, metadata: [("cellar", "x")], pageSize: 1 << 12), rowGroups: 4,
      workers: 2, Self.rowGroup)
    var writer = JSONWriter()
    for group in 0..<4 {
      let values = Self.rowGroup(group)
      for row in 0..<values[0].count {
        writer.beginArray()
        for column in values {
          switch column {
          case .int64(let values): values[row].map { writer.integer($0) } ?? writer.null()
          case .double(let values): values[row].map { writer.natural($0.bitPattern) } ?? writer.null()
          case .boolean(let values): values[row].map { writer.boolean($0) } ?? writer.null()
          case .string(let values): values[row].map { writer.string($0) } ?? writer.null()
          }
        }
        writer.endArray()
        writer.endDocument()
      }
    }
    directory.write(writer.output.array, to: "x.jsonl")
    let result = try PythonOracle.run(
      "check_parquet.py", [directory.path("x.parquet"), directory.path("x.jsonl")])
    #expect(result.succeeded, "\(result.output)")
    print(result.output)
  }
}
