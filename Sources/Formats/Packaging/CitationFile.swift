import Core

/// `CITATION.cff`, in the Citation File Format 1.2.0.
///
/// The work behind the data stands in `message`: a pipeline file has it as one text, and a reference would need its
/// authors, who need not be those of the data.
struct CitationFile {
  let package: ReleasePackage

  var text: String {
    let message = package.citation.map { "If you use these data, please cite the work behind them: \($0)" }
    var lines = [
      "cff-version: 1.2.0",
      "message: \(PackagingText.quoted(message ?? "If you use these data, please cite them as below."))",
      "type: dataset", "title: \(PackagingText.quoted(package.fact("title")))",
      "version: \(PackagingText.quoted(package.release.version))", "date-released: \(package.card.date)",
      "url: \(PackagingText.quoted(package.card.url))",
    ]
    let licence = Licence(package.fact("licence"))
    if let identifier = licence.identifier { lines.append("license: \(identifier)") }
    if let doi = package.card.statement("doi") { lines.append("doi: \(PackagingText.quoted(doi))") }
    lines.append("abstract: \(PackagingText.quoted(package.description))")
    if !package.card.keywords.isEmpty {
      lines.append("keywords:")
      for keyword in package.card.keywords { lines.append("  - \(PackagingText.quoted(keyword))") }
    }
    lines.append("authors:")
    for author in package.authors { lines += Self.lines(of: author) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(of author: Author) -> [String] {
    let members =
      switch author.name {
      case .entity(let name): [("name", name)]
      case .person(let person):
        [
          ("family-names", person.family), ("given-names", person.given), ("name-particle", person.particle),
          ("name-suffix", person.suffix),
        ]
      }
    return (members + [("orcid", author.orcid.map { "https://orcid.org/\($0)" } ?? "")]).filter { !$0.1.isEmpty }
      .enumerated().map { "  \($0 == 0 ? "-" : " ") \($1.0): \(PackagingText.quoted($1.1))" }
  }
}
