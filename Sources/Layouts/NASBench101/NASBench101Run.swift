import Bytes
import Core
import Formats

/// Turns one record of NAS-Bench-101 into a run.
struct NASBench101Run {
  /// Index of the file in the listing.
  let file: Int
  /// The number of the record, from 0.
  let record: Int
  /// The offset of its payload.
  let offset: Int

  private var pointer: String { "/\(record)" }
  private var place: Place { Place(file: file, pointer: pointer) }

  /// The largest epoch budget; that of the published files is 108.
  private static let epochLimit = 1000

  /// The names of the evaluations in `info`.
  static let evaluationNames = ["initial", "halfway", "final"]

  func run(_ record: NASBench101Record, _ cell: NASBench101CellTable.Cell) -> RawRun {
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: pointer)]
    run.architectures = [Claim(cell.encoding, at: place)]
    run.tasks = [Claim(NASBench101TFRecord.schema.name.rawValue, at: place)]
    run.budget = Claim(record.epochs, at: place)
    // The file holds finished runs only, and says nothing of a status.
    run.status = Claim("finished", at: Place(file: file, pointer: pointer + "/4"))
    run.loggedParams = Claim(Int(record.metrics.trainableParameters), at: Place(file: file, pointer: pointer + "/4"))
    check(record.moduleHash, cell, &run)
    readEvaluations(record, &run)
    return run
  }

  /// The hash that the record states is that of its graph.
  private func check(_ stated: MD5Digest, _ cell: NASBench101CellTable.Cell, _ run: inout RawRun) {
    guard let hash = cell.hash(insteadOf: stated) else { return }
    run.report(
      Problem(
        "ARCH-01", at: Place(file: file, pointer: pointer + "/0"),
        "byte \(offset): record \(record): the hash '\(stated)' belongs to another graph than the one beside it",
        expected: "'\(hash)', the hash of '\(cell.encoding)'",
        hint: "find out which cell was trained: graph and hash of the record contradict each other"))
  }

  private func readEvaluations(_ record: NASBench101Record, _ run: inout RawRun) {
    let evaluations = record.metrics.evaluations
    guard evaluations.count == NASBench101Metrics.evaluationCount, record.epochs <= Self.epochLimit else {
      return run.report(
        fault(
          "\(evaluations.count) evaluations in \(record.epochs) epochs",
          expected: "\(NASBench101Metrics.evaluationCount) in at most \(Self.epochLimit) epochs"))
    }
    let initial = evaluations[0]
    if initial.currentEpoch != 0 {
      run.report(fault("the first evaluation is of epoch \(initial.currentEpoch)", expected: "epoch 0"))
    }
    run.values = NASBench101TFRecord.Value.allCases.map { value in
      let number =
        switch value {
        case .initialTrainAccuracy: initial.trainAccuracy
        case .initialValidAccuracy: initial.validationAccuracy
        case .initialTestAccuracy: initial.testAccuracy
        case .initialTrainingTime: initial.trainingTime
        case .totalTime: record.metrics.totalTime
        }
      return number.isNaN ? .nan : number
    }
    checkTotal(record.metrics, &run)
    var curve = Curve(epochs: record.epochs, metrics: NASBench101TFRecord.Column.allCases.count)
    var last = 0
    var isInOrder = true
    for (name, evaluation) in zip(Self.evaluationNames, evaluations).dropFirst() {
      let epoch = evaluation.currentEpoch.rounded()
      guard epoch > Double(last), epoch <= Double(record.epochs) else {
        run.report(
          fault(
            "the \(name) evaluation is of epoch \(evaluation.currentEpoch)",
            expected: "an epoch from \(last + 1) to \(record.epochs)"))
        isInOrder = false
        break
      }
      last = Int(epoch)
      if epoch != evaluation.currentEpoch {
        run.info.append(Attribute("\(name)_epoch", "\(evaluation.currentEpoch)"))
      }
      for column in NASBench101TFRecord.Column.allCases {
        let number =
          switch column {
          case .trainAccuracy: evaluation.trainAccuracy
          case .validAccuracy: evaluation.validationAccuracy
          case .testAccuracy: evaluation.testAccuracy
          case .trainingTime: evaluation.trainingTime
          }
        curve[column.rawValue, last - 1] = number.isNaN ? .nan : number
      }
    }
    if last != record.epochs {
      if isInOrder {
        run.report(fault("the final evaluation is of epoch \(last)", expected: "epoch \(record.epochs)"))
      }
    } else {
      checkHalf(evaluations[1].currentEpoch, of: record.epochs, &run)
    }
    for (name, evaluation) in zip(Self.evaluationNames, evaluations) {
      if let path = evaluation.checkpointPath {
        run.info.append(Attribute("\(name)_checkpoint_path", RunHead.clipped(path)))
      }
    }
    run.epochs = Array(0..<record.epochs)
    run.curve = curve
  }

  /// The second evaluation is made after half of the epochs, to the step.
  private func checkHalf(_ epoch: Double, of budget: Int, _ run: inout RawRun) {
    let half = Double(budget) / 2
    guard abs(epoch - half) >= 1 else { return }
    run.report(
      Problem(
        "CURVE-01", at: Place(file: file, pointer: pointer + "/4"),
        "byte \(offset): record \(record): the halfway evaluation is of epoch \(epoch) of \(budget)",
        expected: "epoch \(half)", hint: "take the file as the authors published it"))
  }

  /// The time of all training and evaluation holds that of training alone. A warning: a training that was taken up again
  /// may have kept one clock and not the other.
  private func checkTotal(_ metrics: NASBench101Metrics, _ run: inout RawRun) {
    guard let longest = metrics.evaluations.map(\.trainingTime).filter(\.isFinite).max(), metrics.totalTime < longest
    else { return }
    run.report(
      Problem(
        "TIME-01", at: Place(file: file, pointer: pointer + "/4"),
        "byte \(offset): record \(record): training took \(longest) s of \(metrics.totalTime) s in all",
        expected: "a total time of at least \(longest) s",
        hint: "restore the record: its times are of two runs, or in two units", severity: .warning))
  }

  private func fault(_ message: String, expected: String) -> Problem {
    RunProblem.unparsable(
      "byte \(offset): record \(record): \(message)", expected: expected,
      at: Place(file: file, pointer: pointer + "/4"), hint: "take the file as the authors published it")
  }
}
