import Core
import Validate

/// For each rule about sets of runs, a set that passes and one that fails.
struct CollectionCase: Sendable {
  let code: RuleCode
  var stage = CollectionStage.identities
  var split: PredictorSplit?
  var failingSplit: PredictorSplit?
  let clean: [ValidRun]
  let failing: [ValidRun]
  /// Runs that a failing set loses.
  let rejected: Int

  static let disconnected = [
    "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", "|none~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|",
    "|none~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|",
    "|none~0|+|none~0|skip_connect~1|+|none~0|none~1|none~2|",
    "|none~0|+|none~0|none~1|+|none~0|none~1|nor_conv_1x1~2|",
  ]
  /// The network of `SampleRuns.encoding` with a dead operation in the place of none.
  private static let other = "|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|none~2|"

  static let all: [CollectionCase] = [
    CollectionCase(
      code: "SRC-02", stage: .sources, clean: [SampleRuns.valid(0), SampleRuns.valid(1, seed: 888)],
      failing: [SampleRuns.valid(0, salt: 0), parting], rejected: 0),
    CollectionCase(
      code: "COST-02", clean: [priced(0, 777, 0.802426), priced(1, 888, 0.802426), priced(2, 999, 0.8024)],
      failing: [priced(0, 777, 0.802426), priced(1, 888, 0.6403993), priced(2, 999, 0.802426)], rejected: 1),
    CollectionCase(
      code: "COST-03", clean: [counted(0, 113.95137), counted(1, 113.95137), counted(2, 113.95137)],
      failing: [counted(0, 113.95137), counted(1, 113.95137), counted(2, 113.95136)], rejected: 0),
    CollectionCase(
      code: "CURVE-04",
      clean: [SampleRuns.valid(0), SampleRuns.valid(1, seed: 888), SampleRuns.valid(2, encoding: other)],
      failing: [SampleRuns.valid(0, salt: 7), SampleRuns.valid(1, seed: 888, salt: 7), SampleRuns.valid(2)],
      rejected: 2),
    CollectionCase(
      code: "TIME-02", clean: (0..<6).map { SampleRuns.valid($0, seed: $0) },
      failing: (0..<6).map { slow(SampleRuns.valid($0, seed: $0), by: $0 == 4 ? 60 : 1) }, rejected: 0),
    CollectionCase(
      code: "TIME-03", clean: (0..<3).map { machine($0, "1.7.1") },
      failing: (0..<3).map { machine($0, $0 == 1 ? "2.3.0" : "1.7.1") }, rejected: 0),
    CollectionCase(
      code: "DIST-01", clean: disconnected.enumerated().map { SampleRuns.valid($0, encoding: $1) },
      failing: disconnected.enumerated().map { SampleRuns.valid($0, encoding: $1, score: $0 == 3 ? 60 : 40) },
      rejected: 0),
    CollectionCase(
      code: "LEAK-01", split: PredictorSplit(train: [SampleRuns.encoding], test: [disconnected[0]]),
      failingSplit: PredictorSplit(train: [disconnected[0]], test: [SampleRuns.encoding, disconnected[1]]),
      clean: [SampleRuns.valid(0)], failing: [SampleRuns.valid(0)], rejected: 0),
  ]

  static let codes = all.map(\.code)

  /// A second source of the run of file 0 that differs from epoch 5 on.
  private static var parting: ValidRun {
    var run = SampleRuns.valid(1, salt: 0)
    run.curve[1, 5] += 1
    return run
  }

  private static func priced(_ file: Int, _ seed: Int, _ params: Double) -> ValidRun {
    var run = SampleRuns.valid(file, seed: seed)
    run.values = [params, 113.95137]
    return run
  }

  private static func counted(_ file: Int, _ flops: Double) -> ValidRun {
    var run = SampleRuns.valid(file, seed: file)
    run.values = [0.802426, flops]
    return run
  }

  private static func slow(_ run: ValidRun, by factor: Double) -> ValidRun {
    var run = run
    for epoch in 0..<SampleRuns.epochs { run.curve[5, epoch] *= factor }
    return run
  }

  private static func machine(_ file: Int, _ version: String) -> ValidRun {
    var run = SampleRuns.valid(file, seed: file)
    run.info = [Attribute("start", "\(file)"), Attribute("pytorch", version)]
    return run
  }
}
