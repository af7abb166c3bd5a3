import Bytes
import Core
import Formats
import SearchSpaces

/// Where in the runs of a task the numbers of a record of NAS-Bench-101 stand.
struct NASBench101Columns {
  private let schema: TaskSchema
  /// In the order of `NASBench101TFRecord.Column`.
  private let columns: [Int]
  /// In the order of `NASBench101TFRecord.Value`, nil where the task has no such value.
  private let values: [Int?]
  private let cells = NASBench101()

  /// Nil where the task lacks a column, or has it in another unit.
  init?(_ schema: TaskSchema) {
    let own = NASBench101TFRecord.schema
    guard schema.name == own.name else { return nil }
    self.schema = schema
    var columns: [Int] = []
    for metric in own.metrics {
      guard let index = schema.index(of: metric.name), schema.metrics[index].unit == metric.unit else { return nil }
      columns.append(index)
    }
    self.columns = columns
    values = own.values.map { value in schema.values.firstIndex { $0.name == value.name && $0.unit == value.unit } }
  }

  /// The record of a run, nil where the run lacks what a record must have.
  func record(of run: ReleasedRun, in space: ReleasedSpace) -> NASBench101Record? {
    let architecture = space.architectures[run.architecture].description
    let digits = architecture.classID(.published)?.dropFirst("published:".count)
    guard let digits, let hash = String(digits).withBytes({ MD5Digest(digits: $0) }),
      let cell = try? cells.parse(architecture.encoding),
      let params = (run.loggedParams ?? architecture.primaryCost?.params).flatMap({ Int32(exactly: $0) })
    else { return nil }
    let budget = run.curve.epochs
    let epochs = evaluatedEpochs(run)
    guard epochs.count == 2, epochs[1] == budget - 1 else { return nil }
    let vertices = 0..<cell.vertexCount
    let adjacency = vertices.flatMap { row in vertices.map { cell.hasEdge(from: row, to: $0) ? UInt8(1) : 0 } }
    let operations = vertices.compactMap { vertex in
      NASBench101Record.Operation.allCases.first { "\($0.label)" == cell.label(of: vertex) }
    }
    let names = NASBench101Run.evaluationNames
    var evaluations = [
      NASBench101Metrics.Evaluation(
        currentEpoch: 0, trainingTime: value(.initialTrainingTime, run),
        trainAccuracy: value(.initialTrainAccuracy, run), validationAccuracy: value(.initialValidAccuracy, run),
        testAccuracy: value(.initialTestAccuracy, run), checkpointPath: path(names[0], run))
    ]
    for (name, epoch) in zip(names.dropFirst(), epochs) {
      let told = run.info.first { $0.key == "\(name)_epoch" }.flatMap { Double($0.value) }
      evaluations.append(
        NASBench101Metrics.Evaluation(
          currentEpoch: told ?? Double(epoch + 1), trainingTime: number(.trainingTime, epoch, run),
          trainAccuracy: number(.trainAccuracy, epoch, run), validationAccuracy: number(.validAccuracy, epoch, run),
          testAccuracy: number(.testAccuracy, epoch, run), checkpointPath: path(name, run)))
    }
    return NASBench101Record(
      moduleHash: hash, epochs: budget, adjacency: adjacency, operations: operations,
      metrics: NASBench101Metrics(
        evaluations: evaluations, trainableParameters: params, totalTime: value(.totalTime, run)))
  }

  /// The numbers of a run that its record does not hold.
  func otherValues(of run: ReleasedRun, _ record: NASBench101Record) -> Int {
    var count = 0
    for (index, metric) in schema.metrics.enumerated() where metric.formula == nil {
      let present = run.curve.column(index).count { !Curve.isAbsent($0) }
      count += columns.contains(index) ? max(0, present - 2) : present
    }
    for (index, value) in run.values.enumerated() where !Curve.isAbsent(value) && !values.contains(index) { count += 1 }
    if run.inferenceTime != nil { count += 1 }
    return count
  }

  /// Whether a number of the first evaluation, or the time in all, is unknown.
  func lacksInitialValue(_ run: ReleasedRun) -> Bool {
    values.contains { $0.map { $0 >= run.values.count || Curve.isAbsent(run.values[$0]) } ?? true }
  }

  /// Whether a fact of that name stands in a record.
  static func isKept(_ key: String) -> Bool {
    NASBench101Run.evaluationNames.contains { key == "\($0)_checkpoint_path" || key == "\($0)_epoch" }
  }

  /// The epochs with a number in every column.
  private func evaluatedEpochs(_ run: ReleasedRun) -> [Int] {
    (0..<run.curve.epochs).filter { epoch in columns.allSatisfy { !Curve.isAbsent(run.curve[$0, epoch]) } }
  }

  private func number(_ column: NASBench101TFRecord.Column, _ epoch: Int, _ run: ReleasedRun) -> Double {
    run.curve[columns[column.rawValue], epoch]
  }

  private func value(_ value: NASBench101TFRecord.Value, _ run: ReleasedRun) -> Double {
    guard let place = values[value.rawValue], place < run.values.count, !Curve.isAbsent(run.values[place]) else {
      return 0
    }
    return run.values[place]
  }

  private func path(_ name: String, _ run: ReleasedRun) -> String? {
    run.info.first { $0.key == "\(name)_checkpoint_path" }?.value
  }
}
