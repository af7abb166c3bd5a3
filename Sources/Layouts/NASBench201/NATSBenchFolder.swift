import Bytes
import Core
import Formats
import SearchSpaces

/// The pickles of a folder of NATS-Bench, for one of its two spaces.
struct NATSBenchFolder {
  private let isTopology: Bool

  /// Nil for a space that NATS-Bench does not have.
  init?(_ space: ReleasedSpace) {
    switch space.id {
    case NASBench201().id: isTopology = true
    case NATSBenchSize().id: isTopology = false
    default: return nil
    }
  }

  /// The number of widths of the size space, and of its choices.
  private static let sizes = (layers: 5, choices: 8)

  /// The columns that results of a data set have a place for.
  static func columns(of dataset: NASBench201Dataset) -> Set<MetricName> {
    var columns: Set<MetricName> = []
    for measure in NASBench201Dataset.Measure.allCases {
      columns.insert(MetricName("train_\(measure)"))
      for evaluation in dataset.evaluations where measure != .top5 {
        columns.insert(MetricName("\(evaluation.prefix)_\(measure)"))
      }
    }
    return columns
  }

  /// The index of an architecture in the released files.
  func index(of encoding: String) -> Int? {
    if isTopology { return try? NASBench201().parse(encoding).index }
    var index = 0
    for width in encoding.split(separator: ":") {
      guard let width = Int(width) else { return nil }
      index = index * Self.sizes.choices + width / 8 - 1
    }
    return index
  }

  private func architecture(at index: Int) -> String {
    if isTopology { return NASBench201().encode(NASBench201Cell(index: index)) }
    var widths: [String] = []
    var rest = index
    for _ in 0..<Self.sizes.layers {
      widths.insert("\((rest % Self.sizes.choices + 1) * 8)", at: 0)
      rest /= Self.sizes.choices
    }
    return widths.joined(separator: ":")
  }

  /// The list of all architectures.
  func list() -> [UInt8] {
    let count = isTopology ? NASBench201Cell.count : 32_768
    var pickle = PickleWriter(version: .four)
    pickle.beginDictionary()
    pickle.key("meta_archs")
    pickle.beginList()
    for index in 0..<count { pickle.text(architecture(at: index)) }
    pickle.endList()
    pickle.key("total_archs")
    pickle.integer(count)
    pickle.key("arch2infos")
    pickle.none()
    pickle.key("evaluated_indexes")
    pickle.beginSet()
    pickle.endSet()
    pickle.endDictionary()
    return pickle.finish().array
  }

  /// A run with the data set that it was made on.
  private struct Result {
    let dataset: NASBench201Dataset
    let schema: TaskSchema
    let seed: Int
    let run: ReleasedRun
  }

  /// The runs of one architecture, nil where there is none to write.
  func content(_ architecture: Int, _ index: Int, _ space: ReleasedSpace) -> [UInt8]? {
    let encoding = space.architectures[architecture].encoding
    var results: [Int: [Result]] = [:]
    for task in space.tasks {
      guard let dataset = NASBench201Dataset(rawValue: task.name.rawValue) else { continue }
      for group in task.groups {
        for run in group.runs[Self.range(of: architecture, in: group.runs)] where run.repetition == nil {
          guard let seed = run.seed else { continue }
          results[group.budget, default: []].append(
            Result(dataset: dataset, schema: task.schema, seed: seed, run: run))
        }
      }
    }
    if results.isEmpty { return nil }
    var pickle = PickleWriter(version: .four)
    pickle.beginOrderedDictionary()
    for (budget, results) in results.sorted(by: { $0.key < $1.key }) {
      pickle.key(budget < 10 ? "0\(budget)" : "\(budget)")
      pickle.beginDictionary()
      pickle.key("arch_index")
      pickle.integer(index)
      pickle.key("arch_str")
      pickle.text(encoding)
      pickle.key("all_results")
      pickle.beginDictionary()
      for result in results {
        pickle.beginTuple()
        pickle.text(result.dataset.rawValue)
        pickle.integer(result.seed)
        pickle.endTuple()
        write(result, budget, encoding, to: &pickle)
      }
      pickle.endDictionary()
      pickle.key("dataset_seed")
      pickle.beginDictionary()
      for dataset in NASBench201Dataset.allCases {
        let seeds = results.filter { $0.dataset == dataset }.map(\.seed)
        if seeds.isEmpty { continue }
        pickle.key(dataset.rawValue)
        pickle.beginList()
        for seed in seeds { pickle.integer(seed) }
        pickle.endList()
      }
      pickle.endDictionary()
      pickle.key("clear_net_done")
      pickle.boolean(true)
      pickle.endDictionary()
    }
    pickle.endDictionary()
    return pickle.finish().array
  }

  /// The runs of one architecture: they are sorted by it.
  private static func range(of architecture: Int, in runs: [ReleasedRun]) -> Range<Int> {
    func first(_ wanted: Int) -> Int {
      var (low, high) = (0, runs.count)
      while low < high {
        let middle = (low + high) / 2
        if runs[middle].architecture < wanted { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(architecture)..<first(architecture + 1)
  }

  private func write(_ result: Result, _ budget: Int, _ encoding: String, to pickle: inout PickleWriter) {
    pickle.beginDictionary()
    pickle.key("name")
    pickle.text(result.dataset.rawValue)
    for measure in NASBench201Dataset.Measure.allCases {
      pickle.key("train_\(measure.rawName)")
      Self.write([("", column("train_\(measure)", result))], to: &pickle)
    }
    writeConfiguration(result, encoding, to: &pickle)
    for (key, name) in [("params", "published_params"), ("flop", "published_flops")] {
      pickle.key(key)
      if let value = value(name, result) { pickle.double(value) } else { pickle.none() }
    }
    pickle.key("seed")
    let digits = "\(result.seed)"
    pickle.text(String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits)
    pickle.key("epochs")
    pickle.integer(budget)
    pickle.key("latency")
    if let latency = value("latency", result) { pickle.doubles([latency]) } else { pickle.none() }
    let evaluations = result.dataset.evaluations.filter { evaluation in
      column("\(evaluation.prefix)_accuracy", result).contains { !Curve.isAbsent($0) }
    }
    pickle.key("eval_names")
    pickle.beginList()
    for evaluation in evaluations { pickle.text(evaluation.rawName) }
    pickle.endList()
    for measure in NASBench201Dataset.Measure.allCases where measure != .top5 {
      pickle.key("eval_\(measure.rawName)")
      let columns = result.dataset.evaluations.map {
        ("\($0.rawName)@", column("\($0.prefix)_\(measure)", result))
      }
      Self.write(columns, isNoneIfEmpty: false, to: &pickle)
    }
    pickle.key("net_state_dict")
    pickle.none()
    pickle.endDictionary()
  }

  private func writeConfiguration(_ result: Result, _ encoding: String, to pickle: inout PickleWriter) {
    func fact(_ key: String) -> Int? { result.run.info.first { $0.key == key }.flatMap { Int($0.value) } }
    pickle.key("arch_config")
    pickle.beginDictionary()
    if isTopology {
      pickle.key("channel")
      pickle.integer(fact("channel") ?? 16)
      pickle.key("num_cells")
      pickle.integer(fact("num_cells") ?? 5)
    } else {
      pickle.key("name")
      pickle.text("infer.shape.tiny")
      pickle.key("channels")
      pickle.text(encoding)
      pickle.key("genotype")
      pickle.text(
        "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|")
    }
    pickle.key("arch_str")
    pickle.text(encoding)
    pickle.key("class_num")
    pickle.integer(result.dataset.classes)
    pickle.endDictionary()
  }

  private func column(_ name: String, _ result: Result) -> ArraySlice<Double> {
    result.schema.index(of: MetricName(name)).map { result.run.curve.column($0) } ?? []
  }

  private func value(_ name: String, _ result: Result) -> Double? {
    guard let place = result.schema.values.firstIndex(where: { $0.name.rawValue == name }),
      place < result.run.values.count, !Curve.isAbsent(result.run.values[place])
    else { return nil }
    return result.run.values[place]
  }

  /// Writes columns as one dictionary: under epochs, or under texts where there is a prefix; without absent values.
  private static func write(
    _ columns: [(prefix: String, values: ArraySlice<Double>)], isNoneIfEmpty: Bool = true, to pickle: inout PickleWriter
  ) {
    if isNoneIfEmpty, columns.allSatisfy({ $0.values.allSatisfy { Curve.isAbsent($0) } }) { return pickle.none() }
    pickle.beginDictionary()
    for (prefix, values) in columns {
      for (epoch, value) in values.enumerated() where !Curve.isAbsent(value) {
        if prefix.isEmpty { pickle.integer(epoch) } else { pickle.key("\(prefix)\(epoch)") }
        pickle.double(value)
      }
    }
    pickle.endDictionary()
  }
}
