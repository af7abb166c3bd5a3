import Core

extension PipelineParser {
  /// What a data card and the catalogues need.
  static func card(_ cursor: YAMLCursor) throws(PipelineError) -> DatasetCard {
    let cursor = cursor.renamed("'card'")
    let members = try cursor.members(DatasetCard.requiredKeys + ["keywords"] + DatasetCard.optionalKeys)
    func require(_ key: String) throws(PipelineError) -> YAMLCursor {
      guard let member = members[key] else {
        let expected =
          switch key {
          case "url": "expected \(expectedAddress)"
          case "date": "expected \(expectedDay)"
          default: "'not stated' is an answer where nobody knows"
          }
        throw cursor.fail("key '\(key)' is missing in 'card'; \(expected)")
      }
      return member
    }
    let (url, date) = (try require("url"), try require("date"))
    guard isAddress(try url.nonEmptyText()) else {
      throw url.fail("'url' of 'card' is '\(try url.text())'; expected \(expectedAddress)")
    }
    guard isDay(try date.nonEmptyText()) else {
      throw date.fail("'date' of 'card' is '\(try date.text())'; expected \(expectedDay)")
    }
    var statements: [Attribute] = []
    for key in DatasetCard.optionalKeys {
      guard let member = members[key] else { continue }
      statements.append(Attribute(key, key == "doi" ? try doi(member) : try member.nonEmptyText()))
    }
    return DatasetCard(
      description: try require("description").nonEmptyText(), url: try url.text(), date: try date.text(),
      funding: try require("funding").nonEmptyText(), limitations: try require("limitations").nonEmptyText(),
      keywords: try members["keywords"].map { words throws(PipelineError) in try texts(words) } ?? [],
      statements: statements)
  }

  private static let expectedAddress = "an address that begins with https://"
  private static let expectedDay = "a day such as 2021-10-01"

  private static func isAddress(_ text: String) -> Bool {
    (text.hasPrefix("https://") || text.hasPrefix("http://")) && !text.contains { $0.isWhitespace || $0 == ">" }
  }

  /// `YYYY-MM-DD`, a day that there is in the Gregorian calendar.
  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year > 0, (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// A digital object identifier without what people paste before it, as the Citation File Format has it.
  private static func doi(_ cursor: YAMLCursor) throws(PipelineError) -> String {
    let text = try cursor.nonEmptyText()
    var doi = text[...]
    while doi.last?.isWhitespace == true { doi.removeLast() }
    for prefix in ["", "https://", "http://", "dx.doi.org/", "doi.org/", "doi:"] {
      if doi.lowercased().hasPrefix(prefix) { doi.removeFirst(prefix.count) }
      while doi.first?.isWhitespace == true { doi.removeFirst() }
    }
    guard isDOI(String(doi)) else {
      throw cursor.fail("'doi' of 'card' is '\(text)'; expected an identifier such as 10.5281/zenodo.1234567")
    }
    return String(doi)
  }

  /// `10.`, four to nine digits, perhaps a dot and digits, a slash, and letters, digits or one of ``:/_;-.()[]\``.
  private static func isDOI(_ text: String) -> Bool {
    guard let slash = text.firstIndex(of: "/") else { return false }
    let numbers = text[..<slash].split(separator: ".", omittingEmptySubsequences: false)
    let isRegistrant =
      (2...3).contains(numbers.count) && numbers[0] == "10" && (4...9).contains(numbers[1].utf8.count)
      && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    let name = text[slash...].dropFirst()
    return isRegistrant && !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || ":/_;-.()[]\\".utf8.contains(byte)
      }
  }
}
