import Core

/// `CHANGES.md`: what is new against the release before.
struct ChangeLog {
  let package: ReleasePackage

  var text: String {
    var text = "# Changes\n\n## \(PackagingText.plain(package.release.version)) (\(package.card.date))\n\n"
    guard let changes = package.changes else {
      return text + "No earlier release was named; `cellar build --previous DIR` compares with one.\n"
    }
    let (name, earlier) = (PackagingText.plain(package.release.name), PackagingText.plain(changes.name))
    text += "Against \(earlier) \(PackagingText.plain(changes.version)):\n\n"
    if changes.name != package.release.name {
      text += "The earlier release has another name: it is \(earlier), this one \(name).\n\n"
    }
    text += PackagingText.table(
      ["runs equal", "added", "removed", "changed"],
      [[changes.equal, changes.added, changes.removed, changes.changed].map(Numeral.grouped)])
    if !changes.lines.isEmpty { text += "\n" }
    for line in changes.lines { text += "* \(PackagingText.plain(line))\n" }
    return text
  }
}
