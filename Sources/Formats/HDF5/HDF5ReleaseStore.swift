import Bindings
public import Core

/// A release in `<name>.h5`, of which the datasets are read that are needed.
///
/// Runs libhdf5 in this very process, which had better be one that may die: see `HDF5ReleaseProcess`.
public final class HDF5ReleaseStore: ReleaseStore {
  public let path: String
  public let metadata: [Attribute]
  public let spaces: [SpaceID]
  public let tasks: [StoredTask]
  /// By task, the groups of its budgets, ascending.
  let groups: [[HDF5RunGroup]]
  private let file: HDF5InputFile
  /// By space, the columns of its architectures that were asked for; nil for those that are not there.
  private var architectureColumns: [SpaceID: [String: HDF5InputDataset?]] = [:]
  /// The encodings of each space, by row.
  private var encodings: [SpaceID: [String]] = [:]
  /// All architectures of a space, once they have been asked for.
  private var known: [SpaceID: [StoredArchitecture]] = [:]
  private var special: [String: [Int: [HDF5SpecialCell]]] = [:]
  /// The column `best_epoch` of groups that were asked for it.
  private var best: [String: [Int]] = [:]

  /// - Parameter detail: How much will be asked about each task.
  /// - Throws: `ReleaseInputError`, of kind `notRelease` for a file that is none of ours.
  public init(
    reading path: String, detail: (SpaceID, TaskName) -> HDF5TaskDetail = { _, _ in .whole }
  ) throws(ReleaseInputError) {
    do {
      self.path = path
      file = try HDF5InputFile(reading: path)
      try ProcessLimits.openNothingMore()
      var tree = try HDF5ReleaseTree(file, detail: detail)
      metadata = tree.head.metadata
      var spaces: [SpaceID] = []
      var tasks: [StoredTask] = []
      for task in tree.head.tasks {
        if !spaces.contains(task.space) { spaces.append(task.space) }
        var schema = task.schema
        schema.values = task.values
        tasks.append(StoredTask(space: task.space, schema: schema, scoreMetric: task.scoreMetric))
      }
      var groups = [[HDF5RunGroup]](repeating: [], count: tasks.count)
      while let group = tree.nextGroup() {
        guard let task = tasks.firstIndex(where: { $0.space == group.space && $0.name == group.task }) else { continue }
        groups[task].append(group)
      }
      self.spaces = spaces
      self.tasks = tasks
      self.groups = groups.map { $0.sorted { $0.budget < $1.budget } }
    } catch {
      throw ReleaseInputError(error, path: path)
    }
  }

  func reading<Result>(_ body: () throws -> Result) throws(ReleaseInputError) -> Result {
    do { return try body() } catch { throw ReleaseInputError(error, path: path) }
  }

  public func budgets(of task: Int) throws -> [Int] { groups[task].map(\.budget) }

  func group(_ task: Int, _ budget: Int) throws -> HDF5RunGroup {
    guard let group = groups[task].first(where: { $0.budget == budget }) else {
      throw ReleaseInputError(.malformed, path, "no group of budget \(budget)")
    }
    return group
  }

  /// A column of the architectures of `space`, nil where there is none.
  private func column(_ name: String, of space: SpaceID) throws -> HDF5InputDataset? {
    if let known = architectureColumns[space]?[name] { return known }
    var column: HDF5InputDataset?
    if case .dataset(let dataset) = try architectures(of: space)?.members(where: { $0 == name }).first?.member {
      column = dataset
    }
    architectureColumns[space, default: [:]][name] = .some(column)
    return column
  }

  /// The group of the architectures of `space`.
  private func architectures(of space: SpaceID) throws -> HDF5InputGroup? {
    guard case .group(let group) = try file.root.members(where: { $0 == space.rawValue }).first?.member,
      case .group(let inner) = try group.members(where: { $0 == "architectures" }).first?.member
    else { return nil }
    return inner
  }

  private static func texts(_ dataset: HDF5InputDataset?) throws -> [String] {
    guard let dataset else { return [] }
    var texts: [String] = []
    while texts.count < dataset.rows {
      texts += try dataset.texts(texts.count..<min(dataset.rows, texts.count + 4096))
    }
    return texts
  }

  static func integers(_ dataset: HDF5InputDataset?) throws -> [Int] {
    guard let dataset else { return [] }
    var all: [Int] = []
    all.reserveCapacity(min(dataset.rows, 1 << 16))
    var block: [Int64] = []
    let step = max(1, (1 << 18) / max(1, dataset.width))
    for first in stride(from: 0, to: dataset.rows, by: step) {
      try dataset.read(first..<min(dataset.rows, first + step), into: &block)
      for value in block { all.append(Int(value)) }
    }
    return all
  }

  static func doubles(_ dataset: HDF5InputDataset?) throws -> [Double] {
    guard let dataset else { return [] }
    var all: [Double] = []
    var block: [Double] = []
    // Whole chunks where there are some: each is inflated once for each block that touches it.
    let chunk = dataset.chunkRows ?? 1
    let step = max(chunk, (1 << 18) / max(1, dataset.width) / chunk * chunk)
    for first in stride(from: 0, to: dataset.rows, by: step) {
      try dataset.read(first..<min(dataset.rows, first + step), into: &block)
      all += block
    }
    return all
  }

  private func encodings(of space: SpaceID) throws -> [String] {
    if let known = encodings[space] { return known }
    let texts = try Self.texts(try column("encoding", of: space))
    encodings[space] = texts
    return texts
  }

  public func architectures(of space: SpaceID, among wanted: [String]?) throws -> [StoredArchitecture] {
    try reading {
      if known[space] == nil { known[space] = try allArchitectures(of: space) }
      let all = known[space] ?? []
      guard let wanted = wanted.map({ Set($0) }) else { return all }
      return all.filter { wanted.contains($0.encoding) }
    }
  }

  private func allArchitectures(of space: SpaceID) throws -> [StoredArchitecture] {
    let encodings = try encodings(of: space)
    let canonical = try Self.texts(try column("canonical", of: space))
    let disconnected = try Self.integers(try column("disconnected", of: space))
    guard canonical.count == encodings.count, disconnected.count == encodings.count else {
      throw ReleaseInputError(.malformed, path, at: "/\(space)/architectures", "columns of different lengths")
    }
    return encodings.indices.map {
      StoredArchitecture(
        number: $0, encoding: encodings[$0], canonical: canonical[$0], isDisconnected: disconnected[$0] == 1)
    }
  }

  public func classes(_ kind: EquivalenceKind, of space: SpaceID) throws -> [Int: String] {
    try reading {
      let texts = try Self.texts(try column(kind.columnName, of: space))
      return Dictionary(texts.enumerated().filter { !$1.isEmpty }.map { ($0, $1) }) { first, _ in first }
    }
  }

  public func runs(of task: Int, budget: Int, among wanted: [Int]?) throws -> [StoredRun] {
    try reading {
      let group = try group(task, budget)
      let (architectures, epochs) = try rows(of: group)
      let seeds = try Self.integers(group.columns["seed"])
      let hasSeed = try Self.integers(group.columns["seed_present"])
      let repetitions = try Self.integers(group.columns["repeat"])
      let hasRepetition = try Self.integers(group.columns["repeat_present"])
      let times = try Self.doubles(group.columns["time_total"])
      let inference = try Self.doubles(group.columns["inference_time"])
      guard times.count == group.count else { throw outOfRange(group) }
      let special = try self.special(of: group)
      let wanted = wanted.map { Set($0) }
      return (0..<group.count).filter { wanted?.contains(architectures[$0]) ?? true }.map { row in
        let cell = special[row]?.first { $0.epoch == nil && $0.metric == "inference_time" }
        return StoredRun(
          number: row, architecture: architectures[row], budget: budget, seed: hasSeed[row] == 1 ? seeds[row] : nil,
          repetition: hasRepetition[row] == 1 ? repetitions[row] : nil, epochs: epochs[row],
          totalTime: times[row].isNaN ? nil : times[row],
          inferenceTime: cell?.value ?? (inference[row].isNaN ? nil : inference[row]))
      }
    }
  }

  /// The row of the architecture and the number of epochs of every run.
  func rows(of group: HDF5RunGroup) throws -> (architectures: [Int], epochs: [Int]) {
    let architectures = try Self.integers(group.columns["architecture"])
    let epochs = try Self.integers(group.columns["epochs"])
    let count = try encodings(of: group.space).count
    guard architectures.count == group.count, architectures.allSatisfy({ (0..<count).contains($0) }),
      epochs.allSatisfy({ (0...group.budget).contains($0) })
    else { throw outOfRange(group) }
    return (architectures, epochs)
  }

  private func outOfRange(_ group: HDF5RunGroup) -> ReleaseInputError {
    ReleaseInputError(
      .malformed, path, at: group.group.path, "architectures or epochs out of range",
      expected: "rows of the group architectures, and at most \(group.budget) epochs")
  }

  public func statuses(of task: Int, _ runs: [StoredRun]) throws -> [String] {
    try reading {
      guard let budget = runs.first?.budget, let column = try group(task, budget).columns["status"] else { return [] }
      // Texts are slow: few are read by themselves.
      if runs.count <= 16 { return try runs.flatMap { try column.texts($0.number..<$0.number + 1) } }
      let all = try Self.texts(column)
      return runs.map { all[$0.number] }
    }
  }

  public func bestEpochs(of task: Int, _ runs: [StoredRun]) throws -> [Int?] {
    try reading {
      guard let budget = runs.first?.budget else { return [] }
      let epochs = try bestEpochs(try group(task, budget))
      return runs.map { $0.number < epochs.count && epochs[$0.number] >= 0 ? epochs[$0.number] : nil }
    }
  }

  /// By row; -1 where there is none.
  func bestEpochs(_ group: HDF5RunGroup) throws -> [Int] {
    if let known = best[group.group.path] { return known }
    let epochs = try Self.integers(group.columns["best_epoch"])
    best[group.group.path] = epochs
    return epochs
  }

  func special(of group: HDF5RunGroup) throws -> [Int: [HDF5SpecialCell]] {
    if let known = special[group.group.path] { return known }
    let columns = group.special.isEmpty ? try group.openSpecial(path) : group.special
    let runs = try Self.integers(columns["run"])
    let epochs = try Self.integers(columns["epoch"])
    let metrics = try Self.texts(columns["metric"])
    let kinds = try Self.texts(columns["kind"])
    var cells: [Int: [HDF5SpecialCell]] = [:]
    for row in runs.indices {
      guard let kind = SpecialValue(rawValue: kinds[row]) else {
        throw ReleaseInputError(
          .malformed, path, at: "\(group.group.path)/special_value[\(row)]", "kind '\(kinds[row].prefix(80))'",
          expected: "NaN, Infinity, -Infinity or -0.0")
      }
      cells[runs[row], default: []].append(
        HDF5SpecialCell(
          epoch: epochs[row] < 0 ? nil : epochs[row], metric: MetricName(metrics[row]), value: kind.value))
    }
    special[group.group.path] = cells
    return cells
  }

  public func counters(of space: SpaceID) throws -> [CounterName] {
    try reading {
      let names = try architectures(of: space)?.names().filter { $0.hasPrefix("counter_") } ?? []
      return names.map { CounterName(String($0.dropFirst(8))) }.sorted()
    }
  }

  public func counts(
    _ count: StoredCount, of space: SpaceID, task: Int?, _ architectures: [StoredArchitecture]
  ) throws -> [Int: Int] {
    try reading {
      let isPlain = ["params", "params_live", "macs", "macs_live"].contains(count.counter.rawValue)
      let name = isPlain ? count.counter.rawValue : "counter_\(count.counter)"
      switch count.scope {
      case .architecture:
        let values = try Self.integers(try column(name, of: space))
        return Dictionary(values.enumerated().filter { $1 >= 0 }.map { ($0, $1) }) { first, _ in first }
      case .encoderOfTask:
        throw ReleaseInputError(
          .notRelease, path, "HDF5 holds counts of the encoder at one size", expected: "the .sqlite of the release")
      case .model, .logged:
        guard let task, let group = groups[task].last else { return [:] }
        let provenance = try group.columns["params"]?.attributes().first { $0.name == "provenance_kind" }?.value.text
        if count.scope == .logged, provenance != "measured", group.columns["params_logged"] == nil { return [:] }
        if count.scope == .logged, let flags = group.columns["params_logged"] {
          return try byArchitecture(group, "params", where: try Self.integers(flags).map { $0 == 1 })
        }
        return try byArchitecture(group, count.scope == .logged ? "params" : "model_\(name)", where: nil)
      }
    }
  }

  /// The first value of each architecture in a column of runs; `-1` is absent.
  private func byArchitecture(
    _ group: HDF5RunGroup, _ name: String, where isWanted: [Bool]?
  ) throws -> [Int: Int] {
    guard let dataset = group.columns[name] else { return [:] }
    let architectures = try Self.integers(group.columns["architecture"])
    var found: [Int: Int] = [:]
    for (row, value) in try Self.integers(dataset).enumerated() where value >= 0 && row < architectures.count {
      if let isWanted, !isWanted[row] { continue }
      if found[architectures[row]] == nil { found[architectures[row]] = value }
    }
    return found
  }

  public func averageRanks(of space: SpaceID) throws -> [Int: Double] {
    try reading {
      let ranks = try Self.doubles(try column("avg_rank", of: space))
      return Dictionary(ranks.enumerated().filter { !$1.isNaN }.map { ($0, $1) }) { first, _ in first }
    }
  }
}
