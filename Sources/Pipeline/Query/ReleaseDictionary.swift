import Bytes
import Core

/// `data-dictionary.md` of a release: what it says of columns.
struct ReleaseDictionary {
  private static let name = "data-dictionary.md"
  /// Bytes.
  private static let limit = 16 << 20

  /// The words for each column, whatever its table; none without a dictionary.
  let words: Set<ColumnWords>

  init(_ listing: ReleaseListing) { words = Self.words(listing) }

  private static func words(_ listing: ReleaseListing) -> Set<ColumnWords> {
    var words: Set<ColumnWords> = []
    var buffer = ByteBuffer()
    guard listing.present.contains(name),
      (try? buffer.readFile(at: "\(listing.path)/\(name)", limit: limit)) != nil
    else { return words }
    for line in String(decoding: buffer.array, as: UTF8.self).split(separator: "\n") where line.hasPrefix("| `") {
      let cells = cells(line)
      // Column, type, unit, range, meaning, formula, provenance.
      guard cells.count == 7 else { continue }
      let meaning = cells[4].split(separator: " → ").first.map(String.init) ?? ""
      words.insert(
        ColumnWords(column: String(cells[0].filter { $0 != "`" }), description: meaning, formula: cells[5]))
    }
    return words
  }

  /// The cells of a row of a table in Markdown, without what escapes their characters.
  private static func cells(_ line: Substring) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isEscaped = false
    for character in line {
      if isEscaped || (character != "\\" && character != "|") {
        cell.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        cells.append(cell)
        cell = ""
      }
    }
    return cells.dropFirst().map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
  }
}
