/// What one TensorBoard event file (`events.out.tfevents.*`) says, in its order.
public struct EventFile: Sendable {
  /// The most problems that are kept; more of them are counted.
  static let problemLimit = 100

  /// The number behind `brain.Event:` in the last event that states one; nil without.
  public internal(set) var version: Double?
  /// How many whole events were read.
  public internal(set) var eventCount = 0
  /// Every tag that occurs, in the order of its first value.
  public internal(set) var tags: [EventTag] = []
  /// Every value of every summary.
  public internal(set) var values: [EventValue] = []
  /// Where a program says that it starts over.
  public internal(set) var sessionStarts: [EventSessionStart] = []
  /// Events and values that were passed over, at most a hundred of them.
  public internal(set) var problems: [EventProblem] = []
  /// How many were passed over.
  public internal(set) var problemCount = 0
  /// Why reading stopped before the end of the file: a cut tail (`isCut`) or damage, with nothing after it read; nil for
  /// a whole file.
  public internal(set) var damage: TFRecordError?
  /// How many zero bytes, and nothing else, follow the last record: space that a file system had set aside before a
  /// machine went down. They are no damage.
  public internal(set) var paddingSize = 0

  init() {}

  /// Whether the file, by its name, is one of events.
  public static func isEventFile(named name: String) -> Bool { name.contains("tfevents") }

  mutating func note(_ problem: EventProblem) {
    problemCount += 1
    if problems.count < Self.problemLimit { problems.append(problem) }
  }
}
