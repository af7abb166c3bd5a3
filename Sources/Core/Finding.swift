/// How much a finding matters: an error quarantines the run, the others do not.
public enum Severity: String, Sendable, Hashable, Comparable {
  case info, warning, error

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// One problem in the data: where it is, what was found, what was expected, what to do.
public struct Finding: Sendable, Hashable {
  public var code: RuleCode
  public var severity: Severity
  /// The release path of the file, empty where the finding concerns the benchmark as a whole.
  public var path: String
  /// From 1, in a text file.
  public var line: Int?
  /// JSON pointer into a JSON file.
  public var pointer: String?
  public var space: SpaceID?
  public var encoding: String?
  public var task: TaskName?
  public var seed: Int?
  public var message: String
  public var expected: String?
  /// What to do about it.
  public var hint: String

  public init(
    _ code: RuleCode, _ severity: Severity, path: String, line: Int? = nil, pointer: String? = nil,
    space: SpaceID? = nil, encoding: String? = nil, task: TaskName? = nil, seed: Int? = nil, message: String,
    expected: String? = nil, hint: String
  ) {
    self.code = code
    self.severity = severity
    self.path = path
    self.line = line
    self.pointer = pointer
    self.space = space
    self.encoding = encoding
    self.task = task
    self.seed = seed
    self.message = message
    self.expected = expected
    self.hint = hint
  }
}
