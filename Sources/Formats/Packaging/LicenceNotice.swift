import Core

/// `LICENSE`: under which licence the data stand, and whose they are.
struct LicenceNotice {
  let package: ReleasePackage

  var text: String {
    let licence = Licence(package.fact("licence"))
    var lines = [
      package.fact("title"), "Version \(package.release.version), \(package.card.date)", "",
      "Copyright: \(package.authors.map(\.displayName).joined(separator: ", "))", "",
    ]
    if let identifier = licence.identifier { lines.append("SPDX-License-Identifier: \(identifier)") }
    lines.append("These data are published under the licence: \(licence.name)")
    if let url = licence.url { lines.append("Its text: \(url)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
