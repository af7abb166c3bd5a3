import Bytes
import Formats
import Pipeline

/// Predicted scores as they stand in a file: CSV with a header, JSON objects in an array or on lines of their own, or a
/// JSON object of scores by encoding.
struct PredictedScores {
  /// The names of the columns of scores, in the order of the file.
  var names: [String] = []
  var rows: [Row] = []

  /// One architecture.
  struct Row {
    var line: Int
    var encoding: String
    /// By column; nil where the row has none.
    var scores: [Double?]
  }

  /// The columns that may hold the encoding, the first that is there.
  static let encodingNames = ["encoding", "arch", "architecture", "arch_str", "genotype"]
  /// The most bytes of a file.
  static let sizeLimit = 1 << 30

  /// - Throws: `BuildError.input` where the file is missing, malformed or holds no scores.
  init(path: String) throws(BuildError) {
    var buffer = ByteBuffer()
    do throws(FileError) { try buffer.readFile(at: path, limit: Self.sizeLimit) } catch {
      throw .input("\(path): \(error.message)")
    }
    let first = buffer.withBytes { bytes -> UInt8? in
      var offset = 0
      while let byte = bytes.byteIfPresent(at: offset), [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
      return bytes.byteIfPresent(at: offset)
    }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): try readJSON(buffer, path)
    default: try readTable(buffer, path)
    }
    guard !names.isEmpty else {
      throw .input("\(path): no column of scores beside the encoding; expected at least one column of numbers")
    }
    guard !rows.isEmpty else { throw .input("\(path): no row of scores") }
  }

  private mutating func readTable(_ buffer: ByteBuffer, _ path: String) throws(BuildError) {
    let table: CSVTable
    do throws(CSVError) { table = try CSVTable(buffer) } catch { throw .input("\(path): \(error)") }
    if let fault = table.faults.first { throw .input("\(path): \(fault)") }
    guard let key = Self.encodingNames.lazy.compactMap({ table.column($0) }).first else {
      throw Self.noEncoding(path, found: table.columns)
    }
    let columns = table.columns.indices.filter { column in
      column != key
        && (0..<table.rowCount).contains {
          if case .number = table.number(row: $0, column: column) { true } else { false }
        }
    }
    names = columns.map { table.columns[$0] }
    for row in 0..<table.rowCount {
      var scores: [Double?] = []
      for column in columns {
        switch table.number(row: row, column: column) {
        case .number(let value): scores.append(value.isFinite ? value : nil)
        case .absent: scores.append(nil)
        case .text:
          throw .input(
            "\(path): line \(table.line(ofRow: row)): column '\(table.columns[column])' is "
              + "'\(table.text(row: row, column: column).prefix(80))'; expected a number")
        }
      }
      rows.append(
        Row(line: table.line(ofRow: row), encoding: table.text(row: row, column: key), scores: scores))
    }
  }

  static func noEncoding(_ place: String, found: [String]) -> BuildError {
    .input(
      "\(place): no encoding among \(found.prefix(20).map { "'\($0)'" }.joined(separator: ", ")); expected one of "
        + encodingNames.map { "'\($0)'" }.joined(separator: ", "))
  }
}
