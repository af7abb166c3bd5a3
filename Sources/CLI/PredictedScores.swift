import Bytes
import Formats
import JSON
import Pipeline

/// Predicted scores as they stand in a file: CSV with a header, or one JSON object a line.
struct PredictedScores {
  /// The names of the columns of scores, in the order of the file.
  private(set) var names: [String] = []
  private(set) var rows: [Row] = []

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
    if first == UInt8(ascii: "{") { try readLines(buffer, path) } else { try readTable(buffer, path) }
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

  private mutating func readLines(_ buffer: ByteBuffer, _ path: String) throws(BuildError) {
    var line = 0
    var key: String?
    for text in buffer.array.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      if text.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { continue }
      let place = "\(path): line \(line)"
      var tape = JSONTape()
      var part = ByteBuffer(Array(text))
      do throws(JSONError) { try tape.parse(exchanging: &part) } catch { throw .input("\(place): \(error)") }
      if key == nil { key = Self.encodingNames.first { tape.value($0, in: tape.root) != nil } }
      guard let key, let encoding = tape.value(key, in: tape.root).flatMap({ tape.string($0) }) else {
        throw Self.noEncoding(place, found: tape.members(of: tape.root).map { tape.string($0.key) ?? "" })
      }
      var scores: [Double?] = Array(repeating: nil, count: names.count)
      for member in tape.members(of: tape.root) {
        guard let name = tape.string(member.key), name != key, let value = tape.double(member.value) else { continue }
        let column = names.firstIndex(of: name) ?? names.count
        guard column < 1000 else { throw .input("\(place): more than 1000 columns of scores") }
        if column == names.count {
          names.append(name)
          scores.append(nil)
        }
        scores[column] = value.isFinite ? value : nil
      }
      rows.append(Row(line: line, encoding: encoding, scores: scores))
    }
    for index in rows.indices {
      rows[index].scores += Array(repeating: nil, count: names.count - rows[index].scores.count)
    }
  }

  private static func noEncoding(_ place: String, found: [String]) -> BuildError {
    .input(
      "\(place): no encoding among \(found.prefix(20).map { "'\($0)'" }.joined(separator: ", ")); expected one of "
        + encodingNames.map { "'\($0)'" }.joined(separator: ", "))
  }
}
