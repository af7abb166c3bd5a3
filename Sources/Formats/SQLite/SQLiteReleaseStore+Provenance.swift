import Bindings
public import Core

extension SQLiteReleaseStore: ReleaseProvenance {
  public func sources(of run: StoredRun) throws -> [StoredSource] {
    try reading {
      let rows = try database.cursor(
        """
        SELECT s.input, s.path, s.bytes, s.sha256, s.parser, r.pointer
        FROM run_source AS r JOIN source AS s ON s.id = r.source_id WHERE r.run_id = ? ORDER BY r.rowid
        """, [.integer(run.number)])
      var found: [StoredSource] = []
      while try rows.next() { found.append(try Self.source(rows)) }
      return found
    }
  }

  /// The source in the first six columns.
  private static func source(_ rows: SQLiteCursor) throws(SQLiteError) -> StoredSource {
    let (input, path) = (try rows.text(0), try rows.text(1))
    return StoredSource(
      path: path.map { "\(input ?? "")/\($0)" } ?? "", bytes: try rows.integer(2) ?? 0, sha256: try rows.text(3),
      parser: try rows.text(4), pointer: try rows.text(5) ?? "")
  }

  /// The sources of all runs.
  func allSources() throws(ReleaseInputError) -> ReleaseSources {
    try reading {
      var files: [SourceFile] = []
      let sources = try database.cursor("SELECT id, input, path, bytes, sha256, parser FROM source ORDER BY id")
      while try sources.next() {
        guard try sources.integer(0) == files.count + 1, let input = try sources.text(1),
          let path = try sources.text(2), let bytes = try sources.integer(3)
        else { throw sources.failure("a null, or a number out of turn; expected sources from 1 on") }
        files.append(
          SourceFile(
            input: input, path: path, bytes: bytes, sha256: try sources.text(4) ?? "", use: .records,
            parser: try sources.text(5) ?? ""))
      }
      let runs = try database.cursor("SELECT COUNT(*) FROM run")
      var references: [[SourceReference]] = Array(
        repeating: [], count: try runs.next() ? try runs.integer(0) ?? 0 : 0)
      let rows = try database.cursor("SELECT run_id, source_id, pointer FROM run_source ORDER BY rowid")
      while try rows.next() {
        guard let run = try rows.integer(0), let file = try rows.integer(1), let pointer = try rows.text(2),
          references.indices.contains(run - 1), files.indices.contains(file - 1)
        else { throw rows.failure("a null, or a run or source that is not there") }
        references[run - 1].append(SourceReference(file: file - 1, pointer: pointer))
      }
      return ReleaseSources(files: files, references: references)
    }
  }

  public func findings(of run: StoredRun) throws -> [StoredFinding] {
    try reading {
      // Of a file that holds many runs only what is said of this one or of the file as a whole.
      let rows = try database.cursor(
        """
        SELECT f.code, f.severity, s.input, s.path, f.pointer, f.line, f.message, f.expected
        FROM finding AS f LEFT JOIN source AS s ON s.id = f.source_id
        WHERE f.run_id = ?1 OR (f.run_id IS NULL AND COALESCE(f.pointer, '') = ''
          AND f.source_id IN (SELECT source_id FROM run_source WHERE run_id = ?1))
        ORDER BY f.id
        """, [.integer(run.number)])
      var found: [StoredFinding] = []
      while try rows.next() {
        found.append(
          StoredFinding(
            code: RuleCode(try rows.text(0) ?? ""), severity: try rows.text(1) ?? "",
            path: try rows.text(3).map { "\(try rows.text(2) ?? "")/\($0)" }, pointer: try rows.text(4),
            line: try rows.integer(5), message: try rows.text(6) ?? "", expected: try rows.text(7)))
      }
      return found
    }
  }

  public func rejections(naming encoding: String) throws -> [StoredRejection] {
    try reading {
      let pointer =
        "/"
        + encoding.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
        .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
      let rows = try database.cursor(
        """
        SELECT s.input, s.path, s.bytes, s.sha256, s.parser, q.pointer, q.code,
          (SELECT f.message FROM finding AS f WHERE f.source_id = q.source_id AND f.code = q.code
            AND (f.pointer IS NULL OR q.pointer = '' OR f.pointer = q.pointer
              OR substr(f.pointer, 1, length(q.pointer) + 1) = q.pointer || '/') ORDER BY f.id LIMIT 1)
        FROM quarantine AS q LEFT JOIN source AS s ON s.id = q.source_id
        WHERE q.pointer = ?1 OR substr(q.pointer, 1, length(?1) + 1) = ?1 || '/'
          OR (q.pointer = '' AND instr('/' || s.path || '/', '/' || ?2 || '/') > 0)
        ORDER BY q.source_id, q.rowid
        """, [.text(pointer), .text(encoding)])
      var found: [StoredRejection] = []
      while try rows.next() {
        found.append(
          StoredRejection(
            code: RuleCode(try rows.text(6) ?? ""), source: try Self.source(rows), message: try rows.text(7)))
      }
      return found
    }
  }

  public func message(of code: RuleCode, in source: StoredSource) throws -> String? {
    try reading {
      let parts = source.path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let rows = try database.cursor(
        """
        SELECT f.message FROM finding AS f JOIN source AS s ON s.id = f.source_id
        WHERE f.code = ?1 AND s.input = ?2 AND s.path = ?3 AND (f.pointer IS NULL OR ?4 = '' OR f.pointer = ?4
          OR substr(f.pointer, 1, length(?4) + 1) = ?4 || '/') ORDER BY f.id LIMIT 1
        """, [.text(code.rawValue), .text(parts[0]), .text(parts.count > 1 ? parts[1] : ""), .text(source.pointer)])
      return try rows.next() ? try rows.text(0) : nil
    }
  }

  public func memberCount(of classID: String, _ kind: EquivalenceKind) throws -> Int {
    try reading {
      let rows = try database.cursor(
        "SELECT COUNT(*) FROM equivalence WHERE class_id = ? AND kind = ?", [.text(classID), .text(kind.rawValue)])
      return try rows.next() ? try rows.integer(0) ?? 0 : 0
    }
  }

  public func note(of metric: MetricName, task: Int) throws -> StoredNote? {
    let table = curves[entries[task].curve]
    guard let place = table.metrics.firstIndex(where: { $0.name == metric }) else { return nil }
    return try note(table.name, table.columnNames[place])
  }

  public func scoreNote() throws -> StoredNote? { try note("score", "value") }

  private func note(_ table: String, _ column: String) throws -> StoredNote? {
    try reading {
      let rows = try database.cursor(
        "SELECT unit, description, formula, provenance_kind FROM column_metadata WHERE table_name = ? AND column_name = ?",
        [.text(table), .text(column)])
      guard try rows.next() else { return nil }
      return StoredNote(
        table: table, column: column, unit: try rows.text(0) ?? "", text: try rows.text(1) ?? "",
        formula: try rows.text(2), provenance: try rows.text(3) ?? "")
    }
  }

  public func standing(
    of architecture: Int, task: Int, budget: Int
  ) throws -> (score: Score, rank: Int?, of: Int)? {
    try reading {
      let ranking = tasks[task].ranking
      // Literals of our own, so that SQLite sees that its index over these rows will do.
      let condition =
        "task_id = ?1 AND budget = ?2 AND rule = '\(ranking.rule.rawValue)' AND split = '\(ranking.split)'"
      let key = [SQLiteValue.integer(entries[task].id), .integer(budget)]
      let rows = try database.cursor(
        "SELECT n, value, epoch, minmax_p, rank01, zscore, nregret FROM score WHERE \(condition) AND architecture_id = ?3",
        key + [.integer(architecture)])
      guard try rows.next(), let count = try rows.integer(0) else { return nil }
      let score = Score(
        architecture: architecture, rule: ranking.rule, split: ranking.split, count: count, value: try rows.double(1),
        epoch: try rows.integer(2), minmaxP: try rows.double(3), rank01: try rows.double(4),
        zscore: try rows.double(5), normalizedRegret: try rows.double(6))
      let isLower = tasks[task].schema.metrics.first { $0.name == tasks[task].scoreMetric }?.direction == .lower
      let places = try database.cursor(
        """
        SELECT COUNT(*), TOTAL(value \(isLower ? "<" : ">") (SELECT value FROM score WHERE \(condition) AND
          architecture_id = ?3)) FROM score WHERE \(condition) AND value IS NOT NULL
        """, key + [.integer(architecture)])
      guard try places.next(), let number = try places.integer(0) else { return nil }
      let better = try places.double(1) ?? 0
      return (score, score.value == nil ? nil : Int(better) + 1, number)
    }
  }
}
