import Core

/// `LICENSE`: under which licence the data stand, and whose they are.
struct LicenceNotice {
  let package: ReleasePackage

  var text: String {
    let licence = Licence(package.fact("licence"))
    var lines = [
      package.fact("title"), "Version \(package.release.version), \(package.card.date)", "",
      "Copyright: \(package.authors.joined(separator: ", "))", "",
    ]
    if licence.isIdentifier { lines.append("SPDX-License-Identifier: \(licence.name)") }
    lines.append("These data are published under the licence: \(licence.name)")
    if let url = licence.url { lines.append("Its text: \(url)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
