import Core
import Formats
import Foundation
import TestSupport
import Testing

@Suite struct ParquetWriterTests {
  private static let columns = [
    ParquetColumn("step", .int64), ParquetColumn("accuracy", .double, isOptional: true),
    ParquetColumn("finished", .boolean, isOptional: true), ParquetColumn("encoding", .string, isOptional: true),
    ParquetColumn("name", .string), ParquetColumn("flag", .boolean), ParquetColumn("loss", .double),
    ParquetColumn("params", .int64, isOptional: true),
  ]

  /// Runs of present and absent values of many lengths.
  private static func isAbsent(_ row: Int, _ column: Int) -> Bool {
    let place = (row &* 31 &+ column &* 7) % 97
    return row % 200 < 100 ? place < 20 || place % 5 == 0 : place > 96 - column
  }

  @Sendable private static func rowGroup(_ group: Int) -> [ParquetValues] {
    let rows = group * 1000..<group * 1000 + (group == 2 ? 337 : 1000)
    func maybe<Value>(_ column: Int, _ value: (Int) -> Value) -> [Value?] {
      rows.map { isAbsent($0, column) ? nil : value($0) }
    }
    return [
      .int64(rows.map { Int64($0) &* 0x1234_5678_9ABC }), .double(maybe(1) { Double($0) / 7 }),
      .boolean(maybe(2) { $0 % 3 == 0 }), .string(maybe(3) { "64-41414-\($0)_ü" }),
      .string(rows.map { "run \($0 % 10)" }),
      .boolean(rows.map { $0 % 2 == 0 }), .double(rows.map { $0 == 5 ? .nan : -Double($0) }),
      .int64([Int64?](repeating: nil, count: rows.count)),
    ]
  }

  private static func plain(_ values: ParquetValues) -> [[UInt8]?] {
    func bytes(_ word: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) } }
    return switch values {
    case .int64(let values): values.map { $0.map { bytes(UInt64(bitPattern: $0)) } }
    case .double(let values): values.map { $0.map { bytes($0.bitPattern) } }
    case .boolean(let values): values.map { $0.map { [$0 ? 1 : 0] } }
    case .string(let values): values.map { $0.map { Array($0.utf8) } }
    }
  }

  private func write(_ options: ParquetOptions, workers: Int, groups: Int = 3) throws -> [UInt8] {
    let directory = TemporaryDirectory()
    let path = directory.path("x.parquet")
    let count = try ParquetWriter.write(
      to: path, columns: Self.columns, options: options, rowGroups: groups, workers: workers, Self.rowGroup)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    #expect(bytes.count == count)
    return bytes
  }

  @Test(arguments: ParquetCompression.allCases, [512, 1 << 20])
  func everyValueComesBack(_ compression: ParquetCompression, _ pageSize: Int) throws {
    let options = ParquetOptions(compression: compression, metadata: [("cellar", "{\"a\": 1}")], pageSize: pageSize)
    let file = try ParquetFile(try write(options, workers: 2))
    #expect(file.footer[3]?.integer == 2337)
    #expect(file.rowGroups.count == 3)
    #expect(file.footer[5]?.list?.first?[1]?.text == "cellar")
    #expect(file.footer[5]?.list?.first?[2]?.text == "{\"a\": 1}")
    #expect(file.footer[7]?.list?.count == Self.columns.count)
    let schema = try #require(file.footer[2]?.list)
    #expect(schema.dropFirst().map { $0[4]?.text } == Self.columns.map(\.name))
    #expect(schema.dropFirst().map { $0[3]?.integer } == Self.columns.map { $0.isOptional ? 1 : 0 })
    for group in 0..<3 {
      for (index, column) in Self.columns.enumerated() {
        let pages = try file.values(group, index, column.kind, isOptional: column.isOptional)
        #expect(pages.flatMap { $0 } == Self.plain(Self.rowGroup(group)[index]), "\(group) \(column.name)")
        if pageSize == 512 && column.kind == .string { #expect(pages.count > 5) }
        if pageSize > 512 { #expect(pages.count == 1) }
      }
    }
  }

  @Test(arguments: ParquetCompression.allCases)
  func bytesDoNotDependOnThreadsOrOnHowTheFileIsWritten(_ compression: ParquetCompression) throws {
    let options = ParquetOptions(compression: compression)
    let alone = try write(options, workers: 1)
    #expect(try write(options, workers: 3) == alone)
    let directory = TemporaryDirectory()
    var writer = try ParquetWriter(creating: directory.path("y.parquet"), columns: Self.columns, options: options)
    for group in 0..<3 { try writer.write(Self.rowGroup(group), workers: group + 1) }
    try writer.finish()
    #expect([UInt8](try Data(contentsOf: URL(filePath: directory.path("y.parquet")))) == alone)
  }

  @Test func boundsFollowTheRulesOfTheFormat() throws {
    let directory = TemporaryDirectory()
    let columns = [
      ParquetColumn("a", .double), ParquetColumn("b", .double), ParquetColumn("c", .string, isOptional: true),
      ParquetColumn("d", .int64, isOptional: true), ParquetColumn("e", .boolean), ParquetColumn("f", .string),
    ]
    var writer = try ParquetWriter(creating: directory.path("z.parquet"), columns: columns)
    let long = String(repeating: "x", count: 1000)
    try writer.write([
      .double([0.0, 1, 0.0]), .double([1, .nan, 2]), .string(["é", nil, "z"]), .int64([nil, nil, nil]),
      .boolean([true, true, false]), .string([long, "a", "b"]),
    ])
    try writer.finish()
    let file = try ParquetFile([UInt8](try Data(contentsOf: URL(filePath: directory.path("z.parquet")))))
    let statistics = try columns.indices.map { try #require(file.chunk(0, $0)?[12]) }
    #expect(statistics[0][6]?.binary == [0, 0, 0, 0, 0, 0, 0, 0x80])
    #expect(statistics[0][5]?.binary == [0, 0, 0, 0, 0, 0, 0xF0, 0x3F])
    #expect(statistics[1][6] == nil && statistics[1][5] == nil)
    #expect(statistics[2][6]?.text == "z" && statistics[2][5]?.text == "é")
    #expect(statistics[2][3]?.integer == 1)
    #expect(statistics[3][6] == nil && statistics[3][3]?.integer == 3)
    #expect(statistics[4][6]?.binary == [0] && statistics[4][5]?.binary == [1])
    #expect(statistics[5][6] == nil && statistics[5][3]?.integer == 0)
  }

  @Test func aFileWithoutRowsIsAFile() throws {
    let file = try ParquetFile(try write(ParquetOptions(), workers: 1, groups: 0))
    #expect(file.footer[3]?.integer == 0)
    #expect(file.rowGroups.isEmpty)
  }

  @Test func aFileThatExistsIsLeftAlone() throws {
    let directory = TemporaryDirectory()
    directory.write([1, 2, 3], to: "x")
    #expect(throws: ArtifactError.self) {
      try ParquetWriter.write(
        to: directory.path("x"), columns: Self.columns, rowGroups: 1, workers: 1, Self.rowGroup)
    }
    #expect([UInt8](try Data(contentsOf: URL(filePath: directory.path("x")))) == [1, 2, 3])
  }
}
