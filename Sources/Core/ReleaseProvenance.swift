/// What a stored release tells of where its values come from.
public protocol ReleaseProvenance: ReleaseStore {
  /// The files that hold a run, primary source first.
  func sources(of run: StoredRun) throws -> [StoredSource]
  /// The findings about a run or about one of its files.
  func findings(of run: StoredRun) throws -> [StoredFinding]
  /// The records that were kept out and whose pointer or path names `encoding`, in the order of their files.
  func rejections(naming encoding: String) throws -> [StoredRejection]
  /// What a rule found at a place in a source file or below it.
  func message(of code: RuleCode, in source: StoredSource) throws -> String?
  /// The number of released architectures in a class of `space`.
  func memberCount(of classID: String, _ kind: EquivalenceKind) throws -> Int
  /// What is said of the column of a metric: unit, description, formula, kind of provenance.
  func note(of metric: MetricName, task: Int) throws -> StoredNote?
  /// What is said of the column `value` of scores.
  func scoreNote() throws -> StoredNote?
  /// The score by which an architecture is ranked, its place among all of the space, and their number.
  func standing(of architecture: Int, task: Int, budget: Int) throws -> (score: Score, rank: Int?, of: Int)?
}

/// A file that holds a run.
public struct StoredSource: Sendable, Hashable {
  /// The release path: label and path below the input.
  public var path: String
  public var bytes: Int
  public var sha256: String?
  /// Name and version of the parser.
  public var parser: String?
  /// JSON pointer into the file, empty for all of it.
  public var pointer: String

  public init(path: String, bytes: Int, sha256: String?, parser: String?, pointer: String) {
    self.path = path
    self.bytes = bytes
    self.sha256 = sha256
    self.parser = parser
    self.pointer = pointer
  }
}

/// A finding as a release stores it.
public struct StoredFinding: Sendable, Hashable {
  public var code: RuleCode
  public var severity: String
  public var path: String?
  public var pointer: String?
  /// From 1.
  public var line: Int?
  public var message: String
  public var expected: String?

  public init(
    code: RuleCode, severity: String, path: String?, pointer: String?, line: Int?, message: String, expected: String?
  ) {
    self.code = code
    self.severity = severity
    self.path = path
    self.pointer = pointer
    self.line = line
    self.message = message
    self.expected = expected
  }
}

/// A record that was kept out of a release, for one reason.
public struct StoredRejection: Sendable, Hashable {
  public var code: RuleCode
  public var source: StoredSource
  /// What the rule found, where the release tells.
  public var message: String?
  /// The task and seed of the record, where they could be read.
  public var task: TaskName?
  public var seed: Int?

  public init(code: RuleCode, source: StoredSource, message: String?, task: TaskName? = nil, seed: Int? = nil) {
    self.code = code
    self.source = source
    self.message = message
    self.task = task
    self.seed = seed
  }
}

/// What a release says of one of its columns.
public struct StoredNote: Sendable, Hashable {
  public var table: String
  public var column: String
  public var unit: String
  public var text: String
  public var formula: String?
  /// measured, derived or estimated.
  public var provenance: String

  public init(table: String, column: String, unit: String, text: String, formula: String?, provenance: String) {
    self.table = table
    self.column = column
    self.unit = unit
    self.text = text
    self.formula = formula
    self.provenance = provenance
  }
}
