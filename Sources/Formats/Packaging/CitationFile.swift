import Core

/// `CITATION.cff`, in the Citation File Format 1.2.0.
struct CitationFile {
  let package: ReleasePackage

  var text: String {
    var lines = [
      "cff-version: 1.2.0", "message: \"If you use these data, please cite the work behind them.\"", "type: dataset",
      "title: \(PackagingText.quoted(package.fact("title")))",
      "version: \(PackagingText.quoted(package.release.version))", "date-released: \(package.card.date)",
      "url: \(PackagingText.quoted(package.card.url))",
    ]
    let licence = Licence(package.fact("licence"))
    if licence.isIdentifier { lines.append("license: \(licence.name)") }
    if let doi = package.card.statement("doi") { lines.append("doi: \(PackagingText.quoted(doi))") }
    lines.append("abstract: \(PackagingText.quoted(package.card.description))")
    if !package.card.keywords.isEmpty {
      lines.append("keywords:")
      for keyword in package.card.keywords { lines.append("  - \(PackagingText.quoted(keyword))") }
    }
    lines.append("authors:")
    for author in package.authors { lines += Self.person(author) }
    lines += ["references:", "  - type: generic", "    title: \(PackagingText.quoted(package.fact("citation")))"]
    lines.append("    authors:")
    for author in package.authors { lines += Self.person(author).map { "    " + $0 } }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The last word is the family name; a single word names a group.
  private static func person(_ name: String) -> [String] {
    let words = name.split(separator: " ")
    guard words.count > 1, let family = words.last else { return ["  - name: \(PackagingText.quoted(name))"] }
    return [
      "  - family-names: \(PackagingText.quoted(String(family)))",
      "    given-names: \(PackagingText.quoted(words.dropLast().joined(separator: " ")))",
    ]
  }
}
