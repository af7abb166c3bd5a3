import Core

/// `README.md`: what a release is, for people, with the front matter that the Hugging Face Hub reads.
struct DataCard {
  let package: ReleasePackage
  let tables: [DataTable]

  var text: String {
    frontMatter + "\n# \(PackagingText.plain(package.fact("title")))\n\n"
      + PackagingText.plain(package.card.description) + "\n\n" + contents + "\n" + files + "\n" + reading + "\n"
      + values + "\n" + quality + "\n" + statements + "\n" + rights
  }

  private var release: Release { package.release }
  private var runs: Int { package.runs }

  // MARK: Front matter

  private var frontMatter: String {
    var lines = ["---", "pretty_name: \(PackagingText.quoted(package.fact("title")))"]
    lines += Licence(package.fact("licence")).frontMatter
    lines += ["tags:", "- neural-architecture-search", "- benchmark", "- tabular"]
    for keyword in package.card.keywords { lines.append("- \(PackagingText.quoted(keyword))") }
    let configurations = self.configurations
    let rows = configurations.first.map(package.rows(of:)) ?? runs
    lines += ["size_categories:", "- \(Self.sizeCategory(of: rows))"]
    if !configurations.isEmpty { lines.append("configs:") }
    for (place, table) in configurations.enumerated() {
      lines.append("- config_name: \(PackagingText.quoted(table.name))")
      if place == 0 { lines.append("  default: true") }
      lines += ["  data_files:", "  - split: train", "    path: \(PackagingText.quoted(table.path))"]
    }
    return (lines + ["---", ""]).joined(separator: "\n")
  }

  /// Tables of one format, since the Hub takes that of the first for all: Parquet where there is any. `run` leads.
  private var configurations: [DataTable] {
    let parquet = tables.filter { $0.kind == .parquet }
    let chosen = parquet.isEmpty ? tables.filter { $0.kind == .csv } : parquet
    return chosen.filter { $0.name == "run" } + chosen.filter { $0.name != "run" }
  }

  /// The Hub's word for a number of rows.
  static func sizeCategory(of rows: Int) -> String {
    switch rows {
    case ..<1_000: "n<1K"
    case ..<10_000: "1K<n<10K"
    case ..<100_000: "10K<n<100K"
    case ..<1_000_000: "100K<n<1M"
    case ..<10_000_000: "1M<n<10M"
    default: "10M<n<100M"
    }
  }

  // MARK: Sections

  private var contents: String {
    var rows: [[String]] = []
    for space in release.spaces {
      for task in space.tasks {
        let runs = task.groups.reduce(0) { $0 + $1.runs.count }
        let budgets = task.groups.map { String($0.budget) }.joined(separator: ", ")
        rows.append([
          PackagingText.code(space.id.rawValue),
          "\(Numeral.grouped(space.architectureCount(in: task.groups))) of \(Numeral.grouped(space.size))",
          PackagingText.code(task.name.rawValue), Numeral.grouped(runs), budgets,
          PackagingText.code(task.scoreMetric.rawValue),
        ])
      }
    }
    return "## What is in it\n\n"
      + "Version \(PackagingText.plain(release.version)), \(Numeral.grouped(runs)) training runs.\n\n"
      + PackagingText.table(
        ["search space", "architectures", "task", "runs", "epoch budget", "ranked by"], rows)
  }

  private var files: String {
    let rows = package.files.map { file in
      [PackagingText.code(file.path), Numeral.grouped(file.bytes), Self.role(of: file.path)]
    }
    return "## Files\n\n" + PackagingText.table(["file", "bytes", "what it holds"], rows)
      + "\n`SHA256SUMS` has the checksum of each (`sha256sum -c SHA256SUMS`). Every column, with unit, range, formula "
      + "and provenance, stands in [data-dictionary.md](data-dictionary.md).\n"
  }

  private static func role(of path: String) -> String {
    let roles = [
      (".h5", "everything, as labelled arrays"), (".sqlite", "everything, as tables"),
      (".jsonl.gz", "everything, one run a line"), (".json.gz", "one document in the shape of the benchmark's API"),
      ("-summary.csv.gz", "one row per architecture and task"), (".parquet", "a table for column stores"),
      (".pth", "the file that the authors' API loads"), ("findings.jsonl", "what the validation found"),
      ("statistics.json", "summaries, correlations, Pareto fronts and noise"),
      ("report.html", "the report, to look at"),
    ]
    let lists = [
      "quarantine.jsonl.gz": "runs that were kept out, with their reasons",
      "inputs.jsonl.gz": "the files that were read, with their checksums",
    ]
    return lists[path] ?? roles.first { path.hasSuffix($0.0) }?.1 ?? ""
  }

  private var reading: String {
    var text = "## How to read it\n\n"
    let task = release.spaces.first?.tasks.first
    if let path = package.paths(endingIn: "-summary.csv.gz").first {
      text += "```python\nimport pandas\n\nsummary = pandas.read_csv(\"\(path)\")\n```\n"
    }
    if let path = package.paths(endingIn: ".h5").first, let space = release.spaces.first, let task {
      let budget = task.groups.count > 1 ? "/\(task.groups[task.groups.count - 1].budget)" : ""
      let group = "group=\"\(space.id)/\(task.name)\(budget)\""
      text += "```python\nimport xarray\n\n"
      text += "runs = xarray.open_dataset(\"\(path)\", engine=\"h5netcdf\", \(group))\n```\n"
    }
    if let path = package.paths(endingIn: ".sqlite").first {
      text += "```sh\nsqlite3 \(path) \"SELECT * FROM leaderboard WHERE rank <= 10\"\n```\n"
    }
    return text
  }

  private var values: String {
    """
    ## What the numbers mean

    * Values stand as their sources give them, to the last bit. What was never measured is absent (null, NaN); a value \
    that was measured as NaN or infinite is listed in `special_value`.
    * `best_valid` reads each run at the earliest epoch with the best validation value, and the test value *at that \
    epoch*. \(selection)
    * Scores are means over seeds, with the number of seeds beside them. Rows of equivalent architectures are kept; their \
    classes are columns.
    * MACs are multiply-accumulates. Counts of published conventions stand under the names of those.

    """
  }

  /// What chooses an epoch, and what an architecture.
  private var selection: String {
    switch RankingBasis(release) {
    case .validation: return "No test value ever selects an epoch or an architecture."
    case .test:
      return "This benchmark has no validation values to select by: architectures are ranked by the test value at the "
        + "last epoch, `final`, so who takes the best chooses on the test set."
    case .mixed(let tasks):
      let names = tasks.map { PackagingText.code($0.rawValue) }.joined(separator: ", ")
      return "No test value selects an epoch, and none an architecture but on \(names): there are no validation values "
        + "there, and architectures are ranked by the test value at the last epoch, `final`."
    }
  }

  private var quality: String {
    let counts = package.counts
    return "## How it was made, and what was left out\n\n"
      + "Built by Cellar \(PackagingText.plain(package.fact("cellar_version"))) with the pipeline "
      + "\(PackagingText.code(package.fact("pipeline"))). "
      + "Hardware: \(PackagingText.plain(package.fact("hardware"))).\n\n"
      + PackagingText.table(
        ["runs read", "released", "exact duplicates", "conflicts", "quarantined"],
        [
          [counts.read, counts.released, counts.exactDuplicates, counts.conflicts, counts.quarantined].map(
            Numeral.grouped)
        ])
      + "\nEvery run leads back to a file, its SHA-256 and a place in it. `findings.jsonl` says what the validation "
      + "found, `quarantine.jsonl.gz` holds what was kept out.\n"
  }

  private var statements: String {
    var text = "## What to know before use\n\n"
    text += "**Limitations.** \(PackagingText.plain(package.card.limitations))\n"
    for statement in package.card.statements where !["contact", "doi"].contains(statement.key) {
      let title = statement.key.split(separator: "_").joined(separator: " ")
      text += "\n**\(title.prefix(1).uppercased())\(title.dropFirst()).** \(PackagingText.plain(statement.value))\n"
    }
    return text
  }

  private var rights: String {
    var text = "## Licence, citation, funding\n\n"
    text += "Licence: \(PackagingText.plain(package.fact("licence"))). "
    text += "Authors: \(package.authors.map { PackagingText.plain($0.displayName) }.joined(separator: ", ")). "
    text += "Funding: \(PackagingText.plain(package.card.funding)).\n\n"
    text += "Published at <\(package.card.url)>"
    text += package.card.statement("doi").map { ", DOI \(PackagingText.plain($0))" } ?? ""
    text += package.card.statement("contact").map { "; contact: \(PackagingText.plain($0))" } ?? ""
    return text + ".\n" + (package.citation.map { "\n> \(PackagingText.plain($0))\n" } ?? "")
  }
}
