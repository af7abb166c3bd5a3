import Bindings
import Core

/// The statements that create what a database consists of.
struct SQLiteSchema {
  typealias Statement = (name: String, statement: String)

  let tables: [Statement]
  let indexes: [Statement]
  let views: [Statement]

  /// What differs in `database`, but for what SQLite itself keeps there: missing, other and further tables, indexes,
  /// views and triggers.
  func differences(in database: SQLiteInput) throws(SQLiteError) -> [ArtifactDifference] {
    var stored: [String: String] = [:]
    var names: [String] = []
    let rows = try database.cursor("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")
    while try rows.next() {
      guard let type = try rows.text(0), let name = try rows.text(1), !name.hasPrefix("sqlite_") else { continue }
      names.append("\(type) \(name)")
      stored["\(type) \(name)"] = try rows.text(2) ?? ""
    }
    var differences: [ArtifactDifference] = []
    var known: Set<String> = []
    for (type, statements) in [("table", tables), ("index", indexes), ("view", views)] {
      for (name, statement) in statements {
        let key = "\(type) \(name)"
        known.insert(key)
        guard let found = stored[key] else {
          differences.append(ArtifactDifference(found: "no \(key)", expected: "the \(type) that a release has"))
          continue
        }
        let expected = Self.bare(statement)
        if Self.bare(found) == expected { continue }
        let (one, other) = Self.fromFirstDifference(Self.bare(found), expected)
        differences.append(ArtifactDifference(found: "the \(key) declared with '\(one)'", expected: "'\(other)'"))
      }
    }
    for name in names where !known.contains(name) {
      differences.append(ArtifactDifference(found: "the \(name)", expected: "only what a release has"))
    }
    return differences
  }

  /// A statement without the semicolon at its end.
  private static func bare(_ statement: String) -> String {
    statement.last == ";" ? String(statement.dropLast()) : statement
  }

  /// The two texts from the word on in which they first differ, not much longer.
  private static func fromFirstDifference(_ one: String, _ other: String) -> (String, String) {
    let words = { (text: String) in text.split(whereSeparator: \.isWhitespace) }
    let (first, second) = (words(one), words(other))
    let same = zip(first, second).prefix { $0 == $1 }.count
    let excerpt = { (words: [Substring]) in words.dropFirst(same).prefix(8).joined(separator: " ").prefix(80) }
    return (String(excerpt(first)), String(excerpt(second)))
  }
}
