/// A licence as catalogues name it.
struct Licence {
  /// As the pipeline file has it; an identifier as the SPDX list spells it.
  let name: String
  /// Its identifier on the SPDX list, nil where it has none as far as is known here.
  let identifier: String?

  /// - Parameter name: small and capital letters are the same in an identifier.
  init(_ name: String) {
    identifier = Self.hub.keys.first { $0.lowercased() == name.lowercased() }
    self.name = identifier ?? name
  }

  /// SPDX identifiers that the Hub knows, by its own spelling of them.
  private static let hub = [
    "MIT": "mit", "Apache-2.0": "apache-2.0", "CC-BY-4.0": "cc-by-4.0", "CC-BY-3.0": "cc-by-3.0",
    "CC-BY-SA-4.0": "cc-by-sa-4.0", "CC-BY-SA-3.0": "cc-by-sa-3.0", "CC-BY-NC-4.0": "cc-by-nc-4.0",
    "CC-BY-NC-SA-4.0": "cc-by-nc-sa-4.0", "CC-BY-ND-4.0": "cc-by-nd-4.0", "CC-BY-NC-ND-4.0": "cc-by-nc-nd-4.0",
    "CC0-1.0": "cc0-1.0", "BSD-3-Clause": "bsd-3-clause", "BSD-2-Clause": "bsd-2-clause", "GPL-2.0": "gpl-2.0",
    "GPL-3.0": "gpl-3.0", "LGPL-3.0": "lgpl-3.0", "AGPL-3.0": "agpl-3.0", "MPL-2.0": "mpl-2.0", "ISC": "isc",
    "ODC-By-1.0": "odc-by", "ODbL-1.0": "odbl", "PDDL-1.0": "pddl", "Unlicense": "unlicense",
  ]

  /// Words of people who do not know the licence.
  private static let unknown: Set<String> = ["unknown", "not stated", "none"]
  /// The most characters of a name at the Hub.
  private static let nameLimit = 60

  var frontMatter: [String] {
    if let known = identifier.flatMap({ Self.hub[$0] }) { return ["license: \(known)"] }
    if Self.unknown.contains(name.lowercased()) { return ["license: unknown"] }
    return ["license: other", "license_name: \(PackagingText.quoted(slug))", "license_link: LICENSE"]
  }

  /// The name in small letters, digits, hyphens and dots, as the Hub wants one; `custom` where nothing is left.
  private var slug: String {
    var slug = ""
    for character in name.lowercased() {
      let isPlain = character.isASCII && (character.isLetter || character.isNumber || character == ".")
      if isPlain { slug.append(character) } else if !slug.isEmpty, slug.last != "-" { slug += "-" }
    }
    if slug.count > Self.nameLimit {
      slug = String(slug.prefix(Self.nameLimit))
      if let hyphen = slug.lastIndex(of: "-") { slug = String(slug[..<hyphen]) }
    }
    while let last = slug.last, "-.".contains(last) { slug.removeLast() }
    return slug.isEmpty ? "custom" : slug
  }

  /// A page that says what it is, nil for a licence that is not on the SPDX list.
  var url: String? { identifier.map { "https://spdx.org/licenses/\($0).html" } }
}
