import Core

/// `data-dictionary.md`: every table and column with its unit, range, formula and provenance.
struct DataDictionary {
  let package: ReleasePackage
  let tables: [DataTable]

  var text: String {
    var text = "# Data dictionary of \(PackagingText.plain(package.fact("title")))\n\n"
    text += "Version \(PackagingText.plain(package.release.version)). *Provenance*: measured (as a source gives it), "
    text += "derived (computed from other values), estimated. Formulas name each other by column.\n"
    let groups = package.paths(endingIn: ".h5").flatMap { HDF5Table.dictionary(of: package.release, $0) }
    var last = ""
    for table in groups + tables + DataTable.documents(of: package) {
      let isPart = table.kind == .sqlite || table.kind == .hdf5
      if isPart, table.path != last {
        text += "\n## \(PackagingText.code(table.path))\n"
        text += "\n\(table.kind == .hdf5 ? Self.groupNote : Self.databaseNote)\n"
      }
      last = table.path
      let title = (isPart ? table.names : [table.path]).map(PackagingText.code).joined(separator: ", ")
      text += "\n\(isPart ? "###" : "##") \(title)\n\n"
      text += table.kind == .json ? "\(table.title)\n\n" : "A row is \(PackagingText.plain(table.title)).\n\n"
      text += PackagingText.table(
        [table.kind == .json ? "key" : "column", "type", "unit", "range", "meaning", "formula", "provenance"],
        table.columns.map(Self.row))
    }
    return text
  }

  private static let groupNote =
    "Groups with the same datasets stand together. Each dataset carries its unit (`s` for seconds), long name, formula and "
    + "provenance as attributes; what is absent is NaN, or -1 where `_FillValue` says so."

  private static let databaseNote =
    "Besides there is `sqlite_stat1`, SQLite's own: how many rows each index has and how many share a key, by which SQLite "
    + "chooses between them. It says nothing of the data."

  private static func row(_ column: DataTable.Column) -> [String] {
    let meaning = PackagingText.plain(column.title) + (column.dimensions.map { " (\($0))" } ?? "")
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
