import Core
import Formats

/// The numbers of one trial in the columns of its task.
struct NNICurve {
  let trial: NNITrial
  let task: NNITask
  let benchmark: NNIBenchmark
  let place: Place

  func read(_ budget: Int, into run: inout RawRun) {
    var curve = Curve(epochs: budget, metrics: task.columns.count)
    for row in trial.epochs {
      guard let epoch = row.epoch, epoch > 0, epoch <= budget else {
        run.report(
          NNISQLiteReader.problem(
            "epoch \(row.epoch.map(String.init) ?? "null")", expected: "epochs from 1 to \(budget)", place))
        continue
      }
      for (index, column) in task.columns.enumerated() {
        guard let measure = column.measure, let number = row.numbers[measure] else { continue }
        curve[index, epoch - 1] = number
      }
    }
    for (index, column) in task.columns.enumerated() {
      guard let total = column.total, let number = trial.totals[total] else { continue }
      let known = curve[index, budget - 1]
      if Curve.isAbsent(known) {
        curve[index, budget - 1] = number
      } else if known != number {
        run.report(
          RunProblem.unfit(
            benchmark.totals[total], "\(number)", expected: "\(known), as at the last epoch", at: place))
      }
    }
    for (first, second) in task.copies {
      guard let left = trial.totals[first], let right = trial.totals[second], left != right else { continue }
      run.report(
        RunProblem.unfit(
          benchmark.totals[first], "\(left)", expected: "\(right), as in '\(benchmark.totals[second])'", at: place))
    }
    run.epochs = Array(0..<budget)
    run.curve = curve
    run.values = task.values.map { value in trial.totals[value.total] ?? Curve.absent }
    if benchmark == .nasBench101 { settleNASBench101(curve, budget, &run) }
  }

  /// Takes back what NNI did to two numbers, where that is certain.
  private func settleNASBench101(_ curve: Curve, _ budget: Int, _ run: inout RawRun) {
    if let time = task.schema.index(of: "training_time"),
      let reported = task.schema.values.firstIndex(where: { $0.name == "reported_training_time" }),
      curve[time, budget - 1] * 60 == run.values[reported]
    {
      run.values[reported] = Curve.absent
    }
    if let place = task.schema.values.firstIndex(where: { $0.name == "published_params" }),
      let count = Self.count(ofMillions: run.values[place])
    {
      run.loggedParams = Claim(count, at: self.place)
    }
  }

  /// The whole number that gives `millions` when divided by a million.
  static func count(ofMillions millions: Double) -> Int? {
    guard millions > 0, millions < 1e6 else { return nil }
    let count = (millions * 1e6).rounded()
    return count / 1e6 == millions ? Int(count) : nil
  }
}
