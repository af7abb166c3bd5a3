import Core

/// `datasette.yaml`: labels, facets, units and queries for `datasette <name>.sqlite -m datasette.yaml`.
struct DatasetteConfiguration {
  let package: ReleasePackage

  var text: String {
    let licence = Licence(package.fact("licence"))
    var lines = [
      "title: \(PackagingText.quoted(package.fact("title")))",
      "description: \(PackagingText.quoted(package.description))",
      "license: \(PackagingText.quoted(licence.name))",
    ]
    if let url = licence.url { lines.append("license_url: \(PackagingText.quoted(url))") }
    if let citation = package.citation { lines.append("source: \(PackagingText.quoted(citation))") }
    lines.append("source_url: \(PackagingText.quoted(package.card.url))")
    guard let path = package.paths(endingIn: ".sqlite").first else { return lines.joined(separator: "\n") + "\n" }
    lines += ["databases:", "  \(PackagingText.quoted(String(path.dropLast(".sqlite".utf8.count)))):", "    tables:"]
    for table in SQLiteTable.all(of: package.release) + SQLiteTable.views(of: package.release) {
      lines += self.table(table)
    }
    lines += ["      sqlite_stat1:", "        hidden: true"]
    lines.append("    queries:")
    for query in queries {
      lines += [
        "      \(query.name):", "        title: \(PackagingText.quoted(query.title))", "        sql: |-",
      ]
      lines += query.sql.split(separator: "\n").map { "          \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(_ table: SQLiteTable) -> [String] {
    var lines = ["      \(PackagingText.quoted(table.name)):"]
    if let label = Self.labels[table.name] { lines.append("        label_column: \(label)") }
    if let facets = Self.facets[table.name] { lines.append("        facets: [\(facets.joined(separator: ", "))]") }
    if let sort = Self.sorting[table.name] { lines.append("        sort_desc: \(sort)") }
    if Self.hidden.contains(table.name) { lines.append("        hidden: true") }
    lines.append("        columns:")
    for column in table.columns {
      let isSaid = Self.unit(column.unit) != nil || [.none, .count].contains(column.unit)
      let text = column.description + (isSaid ? "" : ", in \(column.unit.rawValue)")
      lines.append("          \(PackagingText.quoted(column.name)): \(PackagingText.quoted(text))")
    }
    // Datasette multiplies a unit with the value, which must be a number, and shows six decimals of it.
    let units = table.columns.compactMap { column in
      column.kind == .text ? nil : Self.unit(column.unit).map { (column.name, $0) }
    }
    if !units.isEmpty { lines.append("        units:") }
    for (name, unit) in units { lines.append("          \(PackagingText.quoted(name)): \(unit)") }
    return lines
  }

  /// A unit that Datasette's library of units knows; nil for one without a word there, which the description has.
  private static func unit(_ unit: MeasurementUnit) -> String? {
    switch unit {
    case .seconds: "s"
    case .milliseconds: "ms"
    case .minutes: "min"
    case .hours: "h"
    case .megabytes: "MB"
    case .millijoules: "mJ"
    case .count, .fraction, .millions, .none, .percent: nil
    }
  }

  private static let labels = [
    "space": "name", "task": "name", "metric": "name", "architecture": "encoding", "source": "path",
  ]
  private static let facets = [
    "task": ["space_id", "score_metric"], "metric": ["task_id", "split", "unit"],
    "architecture": ["space_id", "disconnected"], "run": ["task_id", "budget", "seed", "status"],
    "score": ["task_id", "rule", "split"], "finding": ["code", "severity"],
    "quarantine": ["code"], "special_value": ["kind", "metric"], "summary": ["task_id", "rule", "split"],
    "correlation": ["kind", "formula", "task_id"], "pareto": ["task_id", "cost", "front"],
    "noise": ["task_id", "kind"],
  ]
  private static let sorting = ["score": "value"]
  private static let hidden: Set<String> = ["run_source", "run_value_name", "column_metadata"]

  private var queries: [(name: String, title: String, sql: String)] {
    [
      (
        "best_architectures",
        "The best architectures of a task in each space, \(RankingBasis(package.release).chosenBy)",
        """
        select space, task, rank, encoding, value, n, params, macs from leaderboard
        where task = :task and rank <= 50 order by space, rank, encoding
        """
      ),
      (
        "one_architecture", "Scores of one architecture on every task",
        """
        select t.name as task, s.budget, s.rule, s.split, s.n, s.value, s.epoch, s.rank01
        from score s join task t on t.id = s.task_id join architecture a on a.id = s.architecture_id
        where a.encoding = :encoding order by t.id, s.budget, s.rule, s.split
        """
      ),
      (
        "where_from", "The files behind the runs of one architecture",
        """
        select t.name as task, r.budget, r.seed, f.input || '/' || f.path as path, f.sha256, rs.pointer
        from run r join architecture a on a.id = r.architecture_id join task t on t.id = r.task_id
        join run_source rs on rs.run_id = r.id join source f on f.id = rs.source_id
        where a.encoding = :encoding order by r.id, rs.rowid
        """
      ),
    ]
  }
}
