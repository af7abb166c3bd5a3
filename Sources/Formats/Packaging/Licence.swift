/// A licence as catalogues name it.
struct Licence {
  let name: String

  init(_ name: String) { self.name = name }

  /// SPDX identifiers that the Hub knows, by its own spelling of them.
  private static let hub = [
    "MIT": "mit", "Apache-2.0": "apache-2.0", "CC-BY-4.0": "cc-by-4.0", "CC-BY-SA-4.0": "cc-by-sa-4.0",
    "CC-BY-NC-4.0": "cc-by-nc-4.0", "CC0-1.0": "cc0-1.0", "BSD-3-Clause": "bsd-3-clause",
    "BSD-2-Clause": "bsd-2-clause", "GPL-3.0": "gpl-3.0", "ODC-BY-1.0": "odc-by", "ODbL-1.0": "odbl",
  ]

  /// Whether `name` is an identifier of the SPDX list, as far as is known here.
  var isIdentifier: Bool { Self.hub[name] != nil }

  var frontMatter: [String] {
    guard let known = Self.hub[name] else {
      return ["license: other", "license_name: \(PackagingText.quoted(name))", "license_link: LICENSE"]
    }
    return ["license: \(known)"]
  }

  /// A page that says what it is, nil for a licence that is not on the SPDX list.
  var url: String? { isIdentifier ? "https://spdx.org/licenses/\(name).html" : nil }
}
