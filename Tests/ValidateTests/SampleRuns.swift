import Core
import SearchSpaces

/// Runs of NAS-Bench-201 on one task, clean unless a test changes them.
enum SampleRuns {
  /// Three nor_conv_3x3, none of them dead: 0.802426 M parameters, 113.95137 M FLOPs by the authors' counter.
  static let encoding = "|skip_connect~0|+|none~0|nor_conv_3x3~1|+|avg_pool_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|"
  static let epochs = 6

  static let schema = TaskSchema(
    name: "cifar10",
    metrics: [
      accuracy("train_top1", .train), accuracy("valid_top1", .valid), accuracy("valid_top5", .valid),
      accuracy("test_top1", .test), accuracy("test_top5", .test),
      MetricDefinition(
        name: "time_elapsed", rawName: "time_elapsed", split: nil, unit: .seconds, direction: .none, lower: 0,
        title: "time"),
    ],
    values: [
      MetricDefinition(
        name: "published_params", rawName: "params", split: nil, unit: .millions, direction: .none, title: "parameters"),
      MetricDefinition(
        name: "published_flops", rawName: "flop", split: nil, unit: .millions, direction: .none, title: "FLOPs"),
    ])

  private static func accuracy(_ name: MetricName, _ split: Split) -> MetricDefinition {
    MetricDefinition(
      name: name, rawName: name.rawValue, split: split, unit: .percent, direction: .higher, lower: 0, upper: 100,
      title: name.rawValue)
  }

  static func plan(rules: RuleSettings = RuleSettings(), split: PredictorSplit? = nil) -> BuildPlan {
    BuildPlan(
      name: "test", version: "1", metadata: [], spaces: [NASBench201()],
      tasks: [
        TaskPlan(
          schema: schema, epochs: epochs, score: "valid_top1",
          reference: [ReferenceEntry(key: "channel", value: .number(16))])
      ], rules: rules, runsPerArchitecture: nil, split: split)
  }

  /// A rising curve that no other `salt` has, of epochs that take about a minute.
  static func curve(_ salt: Int = 0, score: Double = 40) -> Curve {
    var curve = Curve(epochs: epochs, metrics: schema.metrics.count)
    for epoch in 0..<epochs {
      let step = Double(epoch) * 2.0 + Double(salt) * 0.01
      for (metric, base) in [score - 1, score - 12, score + 20, score - 13, score + 19].enumerated() {
        curve[metric, epoch] = base + step + Double(metric) * 0.001
      }
      curve[5, epoch] = Double(epoch + 1) * 61 + Double(epoch * epoch) * 0.5 + Double(salt) * 0.1
    }
    return curve
  }

  static func raw() -> RawRun {
    let place = Place(file: 0, pointer: "/0")
    var run = RawRun()
    run.architectures = [Claim(encoding, at: place)]
    let index = NASBench201().text(of: encoding, in: "index").flatMap(Int.init)
    run.registryClaims = index.map { [Claim(.index($0), at: place)] } ?? []
    run.tasks = [Claim("cifar10", at: Place(file: 0, isPath: true)), Claim("cifar10", at: place)]
    run.seeds = [Claim(777, at: Place(file: 0, isPath: true)), Claim(777, at: place)]
    run.budget = Claim(epochs, at: place)
    run.status = Claim("finished", at: Place(file: 0, pointer: "/0/status"))
    run.epochs = Array(0..<epochs)
    run.curve = curve()
    run.values = [0.802426, 113.95137]
    run.configuration = [Claim(Attribute("channel", "16"), at: place)]
    run.sources = [SourceReference(file: 0, pointer: "/0")]
    run.epochsCompared = epochs
    return run
  }

  static func valid(
    _ file: Int, encoding: String = encoding, seed: Int? = 777, salt: Int? = nil, score: Double = 40
  ) -> ValidRun {
    ValidRun(
      space: 0, encoding: encoding, task: 0, budget: epochs, seed: seed, repetition: nil, status: "finished",
      curve: curve(salt ?? file, score: score), loggedParams: nil, inferenceTime: nil, values: [], info: [],
      sources: [SourceReference(file: file, pointer: "/\(file)")])
  }

  static func path(_ file: Int) -> String { "input/\(100 + file).json" }
}
