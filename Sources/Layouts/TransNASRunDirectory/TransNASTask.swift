import Core

/// One task of the benchmark as its logs name it: the only place where raw names meet release names.
///
/// Declared per task: the order of the release (the authors' `metric_content`), the order of the file, the prefix of
/// validation metrics in the file (`val_` for the two GAN tasks, `valid_` else), and what is derived (`neg_loss`, which
/// the authors' own example reads from their release and no log holds).
struct TransNASTask: Sendable {
  let schema: TaskSchema
  /// The raw names in the order in which a record lists them, with the release column of each; `time_elapsed` last.
  let fileOrder: [RawColumn]
  /// The same for reading, where nothing is to be counted: the names one behind the other in `names`.
  let fields: [Field]
  let names: [UInt8]
  /// Columns that are the negative of another.
  let negations: [(source: Int, target: Int)]

  /// A raw metric and where it goes.
  struct RawColumn: Sendable {
    let name: String
    let bytes: [UInt8]
    /// Index into the schema's metrics.
    let column: Int
    /// Whether the source writes HH:MM:SS, which becomes seconds.
    let isClock: Bool
  }

  /// A raw metric as `RawColumn` has it, its name by place in `names`.
  struct Field: Sendable {
    let name: Range<Int>
    let column: Int
    let isClock: Bool
  }

  /// The raw name of the elapsed time, a text HH:MM:SS; the release name is the same, in seconds.
  static let timeElapsed = "time_elapsed"

  /// Every task, in the order of the authors' configurations.
  static let all = make()

  /// The same, sharing no memory with other copies: threads that count references to the same objects wait for each
  /// other.
  static func make() -> [TransNASTask] {
    [
      classification("class_scene"), classification("class_object"), roomLayout(), classification("jigsaw"),
      segmentation(), generation("normal"), generation("autoencoder"),
    ]
  }

  private static func classification(_ name: TaskName) -> TransNASTask {
    TransNASTask(
      name, release: splits([.top1, .top5, .loss]),
      file: splits([.loss]) + splits([.top1, .top5]))
  }

  private static func roomLayout() -> TransNASTask {
    TransNASTask("room_layout", release: splits([.loss]), file: splits([.loss]), negated: [.loss])
  }

  private static func segmentation() -> TransNASTask {
    let columns = splits([.loss, .accuracy, .meanIoU])
    return TransNASTask("segmentsemantic", release: columns, file: columns)
  }

  private static func generation(_ name: TaskName) -> TransNASTask {
    let columns: [(Split, TransNASMeasure)] = [
      (.train, .generatorLoss), (.train, .discriminatorLoss), (.train, .l1Loss), (.train, .similarity),
      (.valid, .l1Loss), (.valid, .similarity), (.test, .l1Loss), (.test, .similarity),
    ]
    return TransNASTask(name, release: columns, file: columns, validPrefix: "val")
  }

  private static func splits(_ measures: [TransNASMeasure]) -> [(Split, TransNASMeasure)] {
    [Split.train, .valid, .test].flatMap { split in measures.map { (split, $0) } }
  }

  private init(
    _ name: TaskName, release: [(Split, TransNASMeasure)], file: [(Split, TransNASMeasure)],
    negated: Set<NegatedMeasure> = [], validPrefix: String = "valid"
  ) {
    func rawName(_ split: Split, _ measure: TransNASMeasure) -> String {
      "\(split == .valid ? validPrefix : split.rawValue)_\(measure.name)"
    }
    var metrics: [MetricDefinition] = []
    var negations: [(source: Int, target: Int)] = []
    for (split, measure) in release {
      let name = "\(split.rawValue)_\(measure.name)"
      metrics.append(
        MetricDefinition(
          name: MetricName(name), rawName: rawName(split, measure), split: split, unit: measure.unit,
          direction: measure.direction, lower: measure.lower, upper: measure.upper,
          title: "\(measure.title), \(split.title)"))
      guard measure.name == "loss", negated.contains(.loss) else { continue }
      negations.append((metrics.count - 1, metrics.count))
      metrics.append(
        MetricDefinition(
          name: MetricName("\(split.rawValue)_neg_loss"), rawName: nil, split: split, unit: measure.unit,
          direction: .higher, upper: 0, title: "negative loss, \(split.title)", formula: "0 - \(name)"))
    }
    metrics.append(
      MetricDefinition(
        name: MetricName(Self.timeElapsed), rawName: Self.timeElapsed, split: nil, unit: .seconds, direction: .none,
        lower: 0, title: "wall-clock time since the start of training, evaluation included"))
    let schema = TaskSchema(name: name, metrics: metrics)
    var columns: [RawColumn] = []
    for raw in file.map({ rawName($0.0, $0.1) }) + [Self.timeElapsed] {
      guard let column = metrics.firstIndex(where: { $0.rawName == raw }) else { continue }
      columns.append(RawColumn(name: raw, bytes: Array(raw.utf8), column: column, isClock: raw == Self.timeElapsed))
    }
    self.schema = schema
    self.fileOrder = columns
    var names: [UInt8] = []
    fields = columns.map { raw in
      names += raw.bytes
      return Field(name: names.count - raw.bytes.count..<names.count, column: raw.column, isClock: raw.isClock)
    }
    self.names = names
    self.negations = negations
  }

  /// Measures whose negative is released beside them.
  private enum NegatedMeasure { case loss }
}

extension Split {
  /// The split as a title names it.
  var title: String {
    switch self {
    case .train: "training split"
    case .valid: "validation split"
    case .test: "test split"
    }
  }
}
