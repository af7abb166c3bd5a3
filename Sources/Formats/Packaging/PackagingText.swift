import Bytes
import Core
import JSON

/// How texts of a release stand in the notations of its packaging.
enum PackagingText {
  /// A double-quoted scalar of YAML, which is a string of JSON as well.
  static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return writer.finish().string
  }

  /// Text between the bars of a Markdown table, or in a paragraph: one line, nothing of it markup.
  static func plain(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "|", "\\", "`", "*", "_", "[", "]", "<", ">", "#": result += "\\\(character)"
      case _ where character.isNewline: result += " "
      default: result.append(character)
      }
    }
    return result
  }

  /// Code of Markdown, one line.
  static func code(_ text: String) -> String {
    text.isEmpty ? "" : "`\(text.replacing("`", with: "'"))`"
  }

  /// 12,345,678
  static func grouped(_ count: Int) -> String {
    var digits = ""
    for (place, digit) in String(count.magnitude).reversed().enumerated() {
      if place > 0, place % 3 == 0 { digits.append(",") }
      digits.append(digit)
    }
    return (count < 0 ? "-" : "") + String(digits.reversed())
  }

  /// A table of Markdown; cells as they are.
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "--" }] + rows).map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }
}

extension String {
  /// With every occurrence of `mark` replaced.
  fileprivate func replacing(_ mark: Character, with other: Character) -> String {
    String(map { $0 == mark ? other : $0 })
  }
}
