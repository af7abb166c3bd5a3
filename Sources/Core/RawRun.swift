/// One training run as its sources tell it, before anybody has judged it.
///
/// Identity is kept as claims, one per source that says something, so that rules can find the sources in disagreement.
public struct RawRun: Sendable {
  /// The encodings that directory, record and log name, in this order.
  public var architectures: [Claim<String>] = []
  /// What the sources say of the architecture beside its encoding.
  public var registryClaims: [Claim<RegistryClaim>] = []
  /// The tasks that directory, record and log name, in this order.
  public var tasks: [Claim<String>] = []
  /// The seeds that directory, record and log name, in this order.
  public var seeds: [Claim<Int>] = []
  /// The number of epochs that the run was configured for.
  public var budget: Claim<Int>?
  /// The status word of the record, empty where training never said; nil where there is no record.
  public var status: Claim<String>?
  /// What the source says of a failure, such as the text of an exception.
  public var statusMessage: String?
  /// The epoch numbers in the order of the record.
  public var epochs: [Int] = []
  /// The line of each epoch of `curve`, from 1; empty where the source is no text with a line for each.
  public var epochLines: [Int] = []
  /// Release columns by ascending epoch number; nil where no record could be read or the task is unknown.
  public var curve: Curve?
  /// Trainable parameters as logged.
  public var loggedParams: Claim<Int>?
  /// Seconds per forward pass as logged.
  public var inferenceTime: Double?
  /// Numbers of the run as a whole in the order of `TaskSchema.values`, absent ones as `Curve.absent`; empty where the
  /// source has none.
  public var values: [Double] = []
  /// The ordinal of a repetition, where the source itself numbers them.
  public var repetition: Int?
  /// Where the run came from before it stood in this source, where the source tells.
  public var origins: [Origin] = []
  /// The configuration keys that the pipeline asked for, with normalized values.
  public var configuration: [Claim<Attribute>] = []
  /// Start, end, software and hardware, in order.
  public var info: [Attribute] = []
  /// What went wrong while the sources were read and joined.
  public var problems: [Problem] = []
  /// Where the run stands; the record first.
  public var sources: [SourceReference] = []
  /// The text log that belongs to the run, nil without one.
  public var log: Int?
  /// Problems beyond the first `problemLimit`, which are counted only.
  public var problemsOmitted = 0
  /// How many problems of one record are told one by one.
  public static let problemLimit = 20

  /// Notes a problem, or merely counts it where there are many already.
  public mutating func report(_ problem: @autoclosure () -> Problem) {
    if problems.count < Self.problemLimit { problems.append(problem()) } else { problemsOmitted += 1 }
  }

  /// The number of epochs at which record and log were compared, nil where one of them is missing.
  public var epochsCompared: Int?

  public init() {}
}

/// The file that a released run came from, as the release tells it.
public struct Origin: Sendable, Hashable {
  /// Label, slash and path below the input.
  public var path: String
  /// Lower-case hexadecimal, empty where unknown.
  public var sha256: String
  /// JSON pointer into the file, empty for the whole file.
  public var pointer: String

  public init(path: String, sha256: String, pointer: String) {
    self.path = path
    self.sha256 = sha256
    self.pointer = pointer
  }
}

/// A value with the source that states it.
public struct Claim<Value: Sendable & Hashable>: Sendable, Hashable {
  public var value: Value
  public var place: Place

  public init(_ value: Value, at place: Place) {
    self.value = value
    self.place = place
  }
}

/// A place in the input.
public struct Place: Sendable, Hashable {
  /// Index of the file in the listing of the build.
  public var file: Int
  /// From 1, in a text file.
  public var line: Int?
  /// JSON pointer into a JSON file.
  public var pointer: String?
  /// Whether the path of the file, not its contents, states the fact.
  public var isPath: Bool

  public init(file: Int, line: Int? = nil, pointer: String? = nil, isPath: Bool = false) {
    self.file = file
    self.line = line
    self.pointer = pointer
    self.isPath = isPath
  }
}

/// Something that a reader found wrong; the validating stage gives it its severity.
public struct Problem: Sendable, Hashable {
  public var code: RuleCode
  public var place: Place
  public var message: String
  public var expected: String?
  public var hint: String
  /// Set where the case itself demands another severity than the rule's.
  public var severity: Severity?
  /// Whether the run shows it only beside others, as a quarantine tells it without them.
  public var isOfComparison = false

  public init(
    _ code: RuleCode, at place: Place, _ message: String, expected: String? = nil, hint: String,
    severity: Severity? = nil
  ) {
    self.code = code
    self.place = place
    self.message = message
    self.expected = expected
    self.hint = hint
    self.severity = severity
  }
}
