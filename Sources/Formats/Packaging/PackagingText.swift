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

  /// A table of Markdown; cells as they are.
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "--" }] + rows).map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }
}
