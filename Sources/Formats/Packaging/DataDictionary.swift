import Core

/// `data-dictionary.md`: every table and column with its unit, range, formula and provenance.
struct DataDictionary {
  let package: ReleasePackage
  let tables: [DataTable]

  var text: String {
    var text = "# Data dictionary of \(PackagingText.plain(package.fact("title")))\n\n"
    text += "Version \(PackagingText.plain(package.release.version)). *Provenance*: measured (as a source gives it), "
    text += "derived (computed from other values), estimated. Formulas name each other by column.\n"
    for path in package.paths(endingIn: ".h5") {
      text += "\n## \(PackagingText.code(path))\n\n"
      text += "Groups `/<space>/architectures` and `/<space>/<task>[/<budget>]`. Each dataset carries its own unit, "
      text += "long name, formula and provenance; metrics have the columns of the curves below, run by epoch.\n"
    }
    var last = ""
    for table in tables {
      let place = table.kind == .sqlite ? table.path : ""
      if place != last, table.kind == .sqlite { text += "\n## \(PackagingText.code(table.path))\n" }
      last = place
      let title = table.kind == .sqlite ? table.name : table.path
      text += "\n\(table.kind == .sqlite ? "###" : "##") \(PackagingText.code(title))\n\nA row is "
      text += "\(PackagingText.plain(table.title)).\n\n"
      text += PackagingText.table(
        ["column", "type", "unit", "range", "meaning", "formula", "provenance"], table.columns.map(Self.row))
    }
    return text
  }

  private static func row(_ column: DataTable.Column) -> [String] {
    let meaning = PackagingText.plain(column.title)
    return [
      PackagingText.code(column.name), "\(column.content)", column.unit == .none ? "" : column.unit.rawValue,
      range(column), column.reference.map { "\(meaning) → \(PackagingText.code($0))" } ?? meaning,
      PackagingText.plain(column.formula ?? ""), column.provenance.rawValue,
    ]
  }

  private static func range(_ column: DataTable.Column) -> String {
    switch (column.lower, column.upper) {
    case (nil, nil): ""
    case (let lower?, nil): "≥ \(number(lower))"
    case (nil, let upper?): "≤ \(number(upper))"
    case (let lower?, let upper?): "\(number(lower)) … \(number(upper))"
    }
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
