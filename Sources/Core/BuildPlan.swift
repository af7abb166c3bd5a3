/// What a pipeline file asks of the stages.
public struct BuildPlan: Sendable {
  public var name: String
  public var version: String
  /// Title, authors, licence and so on, in order.
  public var metadata: [Attribute]
  /// In the order of the pipeline file.
  public var spaces: [any SearchSpace]
  public var tasks: [TaskPlan]
  public var rules: RuleSettings
  /// How many runs of each architecture and task make the benchmark complete, nil where any subset will do.
  public var runsPerArchitecture: Int?
  /// The split of architectures that the benchmark declares for predictors, nil without one.
  public var split: PredictorSplit?

  public init(
    name: String, version: String, metadata: [Attribute], spaces: [any SearchSpace], tasks: [TaskPlan],
    rules: RuleSettings, runsPerArchitecture: Int?, split: PredictorSplit? = nil
  ) {
    self.split = split
    self.name = name
    self.version = version
    self.metadata = metadata
    self.spaces = spaces
    self.tasks = tasks
    self.rules = rules
    self.runsPerArchitecture = runsPerArchitecture
  }

  /// The place of a task in the pipeline file.
  public func taskIndex(of name: String) -> Int? { tasks.firstIndex { $0.schema.name.rawValue == name } }
}

/// One task of a pipeline.
public struct TaskPlan: Sendable {
  public var schema: TaskSchema
  /// The pinned number of epochs, nil where each run's own configuration says it.
  public var epochs: Int?
  /// The validation metric that ranks architectures.
  public var score: MetricName
  /// The configuration that defines the task, by key.
  public var reference: [ReferenceEntry]

  public init(schema: TaskSchema, epochs: Int?, score: MetricName, reference: [ReferenceEntry]) {
    self.schema = schema
    self.epochs = epochs
    self.score = score
    self.reference = reference
  }
  public var name: TaskName { schema.name }
}

/// A configuration key and what it must hold.
public struct ReferenceEntry: Sendable, Hashable {
  public var key: String
  public var value: ReferenceValue

  public init(key: String, value: ReferenceValue) {
    self.key = key
    self.value = value
  }
}

/// The value that a configuration key must hold.
public enum ReferenceValue: Sendable, Hashable {
  /// Equal as numbers, however they are spelled.
  case number(Double)
  /// Equal after white space is collapsed and memory addresses are dropped.
  case text(String)
  /// The entries of a list-like representation, in order, each compared as `text`.
  case list([String])
}

extension ReferenceValue {
  /// The form in which configuration values are compared: white space collapsed, memory addresses (` at 0x…`) dropped,
  /// square brackets as round ones (libraries differ in how they print a pair).
  public static func normalize(_ text: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if isSpace(byte) {
        if let end = endOfAddress(bytes, index) {
          index = end
          continue
        }
        while index < bytes.count, isSpace(bytes[index]) { index += 1 }
        if !result.isEmpty, index < bytes.count { result.append(UInt8(ascii: " ")) }
      } else {
        result.append(
          byte == UInt8(ascii: "[") ? UInt8(ascii: "(") : byte == UInt8(ascii: "]") ? UInt8(ascii: ")") : byte)
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  /// The end of ` at 0x7f…` that begins at `index`, or nil.
  private static func endOfAddress(_ bytes: [UInt8], _ index: Int) -> Int? {
    let prefix: [UInt8] = Array(" at 0x".utf8)
    guard index + prefix.count < bytes.count, bytes[index..<index + prefix.count].elementsEqual(prefix) else {
      return nil
    }
    var end = index + prefix.count
    while end < bytes.count, isHexadecimal(bytes[end]) { end += 1 }
    return end
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte)
  }
}
