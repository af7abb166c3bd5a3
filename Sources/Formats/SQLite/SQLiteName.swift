/// Names of tables and columns made of the names of tasks and metrics.
enum SQLiteName {
  /// `text` with every character other than `[A-Za-z0-9_]` replaced by `_`.
  static func sanitized(_ text: String) -> String {
    String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
  }

  /// `name` in double quotes, so that no keyword gets in the way.
  static func quoted(_ name: String) -> String { "\"\(name)\"" }

  /// A text literal.
  static func literal(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// The sanitized form of `text`, with `_2`, `_3`, … behind it where another name of `taken` has it already; SQLite
  /// does not tell upper from lower case. The result joins `taken`.
  static func unique(_ text: String, among taken: inout Set<String>) -> String {
    let stem = sanitized(text)
    var name = stem
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(stem)_\(number)"
      number += 1
    }
    return name
  }
}
