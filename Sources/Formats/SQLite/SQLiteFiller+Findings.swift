import Bindings
import Core

extension SQLiteFiller {
  func insertFindings() throws(SQLiteError) {
    if release.findings.isEmpty { return }
    var files: [String: Int] = [:]
    files.reserveCapacity(release.sources.count)
    for (index, source) in release.sources.enumerated() { files[source.releasePath] = index }
    let rows = try builder.rows(into: "finding", columns: 10)
    for (index, finding) in release.findings.enumerated() {
      let file = files[finding.path]
      rows.bind(index + 1)
      rows.bind(finding.code.rawValue)
      rows.bind(finding.severity.rawValue)
      rows.bind(file.map { $0 + 1 })
      rows.bind(finding.pointer)
      rows.bind(finding.line)
      rows.bind(file.flatMap { run(of: finding, in: $0) })
      rows.bind(finding.message)
      rows.bind(finding.expected)
      rows.bind(finding.hint)
      try rows.insert()
    }
  }

  /// The id of the first released run that `finding` is about and that `file` is a source of.
  /// - Complexity: O(log architectures + log runs), besides the budgets and replicates of one architecture.
  private func run(of finding: Finding, in file: Int) -> Int? {
    guard let encoding = finding.encoding, let name = finding.task,
      let space = release.spaces.firstIndex(where: { $0.id == finding.space }),
      let task = release.spaces[space].tasks.firstIndex(where: { $0.name == name })
    else { return nil }
    let architectures = release.spaces[space].architectures
    let architecture = architectures.partitionIndex { !$0.encoding.precedesBytewise(encoding) }
    guard architecture < architectures.count, architectures[architecture].encoding == encoding else { return nil }
    for (group, content) in release.spaces[space].tasks[task].groups.enumerated() {
      let first = content.runs.partitionIndex { $0.architecture >= architecture }
      for index in first..<content.runs.count {
        let run = content.runs[index]
        if run.architecture != architecture { break }
        if run.seed == finding.seed && run.sources.contains(where: { $0.file == file }) {
          return numbering.firstRun[space][task][group] + index
        }
      }
    }
    return nil
  }

  func insertQuarantine() throws(SQLiteError) {
    let rows = try builder.rows(into: "quarantine", columns: 3)
    for run in release.quarantine {
      // A run without a source keeps its codes all the same.
      let sources: [SourceReference?] = run.sources.isEmpty ? [nil] : run.sources
      for source in sources {
        // The table of sources is not yet filled where SQLite checks its references.
        precondition(
          source.map { release.sources.indices.contains($0.file) } ?? true, "no reference without its source")
        for code in run.codes {
          rows.bind(source.map { $0.file + 1 })
          rows.bind(source?.pointer ?? "")
          rows.bind(code.rawValue)
          try rows.insert()
        }
      }
    }
  }
}

extension Array {
  /// The first index whose element satisfies `predicate`, where all elements behind such a one do; `count` for none.
  /// - Complexity: O(log count).
  func partitionIndex(_ predicate: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
