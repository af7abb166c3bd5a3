import Core

/// A made-up release of any size, the same for the same arguments.
struct SyntheticRelease {
  /// The search spaces: id, API name, number of architectures.
  var spaces: [(id: SpaceID, apiName: String, architectures: Int)]
  var tasks: [SyntheticTask]
  /// Whether the release holds one of everything odd: special and absent values, short runs, repeats, missing seeds,
  /// two budgets, missing costs.
  var isOdd: Bool

  /// As large as TransNAS-Bench-101: 51,464 runs.
  static let full = SyntheticRelease(
    spaces: [("transnas-bench-101-macro", "macro", 3256), ("transnas-bench-101-micro", "micro", 4096)],
    tasks: SyntheticTask.transnas, isOdd: false)

  /// A few runs with everything odd.
  static let odd = SyntheticRelease(
    spaces: [("toy-space-a", "a", 5), ("toy-space-b", "b", 9)],
    tasks: Array(SyntheticTask.transnas.prefix(4)) + [SyntheticTask.awkward], isOdd: true)

  func make() -> Release {
    var random = SplitMix(state: 20_211_006)
    var sources: [SourceFile] = []
    var content: [ReleasedSpace] = []
    for (number, space) in spaces.enumerated() {
      let architectures = (0..<space.architectures).map { architecture($0, space.id, number) }
      let tasks = tasks.enumerated().map { offset, task in
        released(task, offset, number, architectures.count, &sources, &random)
      }
      content.append(
        ReleasedSpace(
          id: space.id, title: "Made-up space \(number), 2026", size: "\(space.architectures)",
          apiName: space.apiName, architectures: architectures, tasks: tasks))
    }
    return Release(
      name: "synthetic", version: "1.0.0",
      metadata: [
        Attribute("title", "Synthetic “release” — ünïcode"), Attribute("version", "1.0.0"),
        Attribute("schema_version", "1"), Attribute("licence", ""), Attribute("pipeline", "toy"),
      ],
      spaces: content, sources: sources, findings: isOdd ? findings(content, sources) : [],
      quarantine: isOdd
        ? [
          QuarantinedRun(
            space: nil, encoding: nil, task: nil, seed: nil, codes: ["ARCH-01", "CURVE-01"],
            sources: [SourceReference(file: 0, pointer: "/x")], record: "null"),
          QuarantinedRun(
            space: nil, encoding: nil, task: nil, seed: nil, codes: ["SRC-02"], sources: [], record: "null"),
        ] : [])
  }

  private func architecture(_ index: Int, _ space: SpaceID, _ number: Int) -> ReleasedArchitecture {
    let encoding = "\(space)-\(String(repeating: "0", count: 5 - String(index).count))\(index)"
    var classes = [EquivalenceClass(kind: .isomorphic, id: "isomorphic:\(encoding)")]
    if number == 1 || !isOdd { classes.append(EquivalenceClass(kind: .sameNetwork, id: "same-network:\(encoding)")) }
    let hasCosts = !(isOdd && index == 3)
    let costs = hasCosts ? costs(index) : []
    return ReleasedArchitecture(
      description: ArchitectureDescription(
        space: space, encoding: encoding, canonical: encoding, classes: classes, isDisconnected: index % 7 == 3,
        costs: costs),
      averageRank: isOdd && index == 2 ? nil : Double(index) + 1 / 3, tasksRanked: tasks.count)
  }

  private func costs(_ index: Int) -> [CostEntry] {
    let counters = { (scale: Int) in
      [
        CounterValue(name: "thop-0.0.31", value: index * scale + 11),
        CounterValue(name: "thop-0.1.1", value: index * scale + 12),
      ]
    }
    let encoders = [224, 64, 256].map { size in
      CostEntry(
        scope: .encoder, task: nil, input: [3, size, size], params: 1_000_000 + index, paramsLive: 900_000 + index,
        macs: index * size, macsLive: index * size / 2, counters: counters(size))
    }
    let models = tasks.map { task in
      CostEntry(
        scope: .model, task: task.schema.name, input: task.schema.name == "jigsaw" ? [9, 3, 64, 64] : [3, 224, 224],
        params: 2_000_000 + index, paramsLive: 1_900_000 + index, macs: index * 1000, macsLive: index * 999,
        counters: counters(1000))
    }
    return encoders + models
  }

  private func released(
    _ task: SyntheticTask, _ offset: Int, _ space: Int, _ count: Int, _ sources: inout [SourceFile],
    _ random: inout SplitMix
  ) -> ReleasedTask {
    let budgets = isOdd && offset == 0 ? [4, task.epochs] : [task.epochs]
    let groups = budgets.map { budget in
      var runs: [ReleasedRun] = []
      for architecture in 0..<count {
        if isOdd && architecture == 1 && budget == 4 { continue }
        for replicate in 0..<(isOdd ? 1 + architecture % 3 : 1) {
          var run = run(architecture, task, budget, sources.count, &random)
          if isOdd { roughen(&run, replicate, task, architecture, budget) }
          runs.append(run)
          let path = "\(space)/\(task.schema.name)/\(budget)/\(architecture)-\(replicate).json"
          sources.append(
            SourceFile(
              input: "input", path: path, bytes: 8192, sha256: String(repeating: "0123456789abcdef", count: 4),
              use: .records, parser: "transnas-run-directory 1"))
        }
      }
      return BudgetGroup(
        budget: budget, runs: runs, scores: scores(runs, task, &random),
        noise: [
          NoiseEstimate(
            rule: .bestValid, split: .valid, kind: .sameNetwork, standardDeviation: 0.1 + 0.2, degreesOfFreedom: 12,
            copies: 3)
        ])
    }
    return ReleasedTask(schema: task.schema, scoreMetric: task.score, groups: groups)
  }

  private func run(
    _ architecture: Int, _ task: SyntheticTask, _ budget: Int, _ file: Int, _ random: inout SplitMix
  ) -> ReleasedRun {
    var curve = Curve(epochs: budget, metrics: task.schema.metrics.count)
    // What PyTorch logs are mostly doubles made of float32, and some means of such with all 53 bits.
    for place in curve.values.indices {
      let value = 100 * random.unit()
      curve.values[place] = place % 4 == 0 ? value : Double(Float(value))
    }
    return ReleasedRun(
      architecture: architecture, seed: 666, repetition: nil, status: "finished", curve: curve,
      loggedParams: 1_000_000 + architecture, inferenceTime: 0.01 * random.unit(), totalTime: 3600 * random.unit(),
      info: [Attribute("start", "2020-10-01 10:00:00"), Attribute("hardware", "Tesla \"V100\"")],
      sources: [SourceReference(file: file, pointer: "/\(architecture)")], bestEpoch: budget / 2)
  }

  /// Gives a run of the odd release what its place calls for.
  private func roughen(
    _ run: inout ReleasedRun, _ replicate: Int, _ task: SyntheticTask, _ architecture: Int, _ budget: Int
  ) {
    run.seed = replicate < 2 ? 10 + replicate : nil
    if replicate == 2 { run.repetition = 7 }
    if architecture == 2 && replicate == 1 {
      run.curve = Curve(
        epochs: 2, metrics: run.curve.metrics, values: Array(run.curve.values.prefix(2 * run.curve.metrics)))
      run.bestEpoch = 0
      run.status = "aborted"
    }
    if architecture == 3 {
      run.loggedParams = nil
      run.inferenceTime = nil
      run.totalTime = task.schema.name == "jigsaw" ? nil : -0.0
      run.bestEpoch = nil
      run.info = []
    }
    if task.schema.name == "jigsaw" { return }  // no special values there
    let oddities: [Double] = [
      .nan, .infinity, -.infinity, -0.0, 0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
      .greatestFiniteMagnitude, Curve.absent, 25.0, 1e16, 123_456_789_012_345_680,
      Double(bitPattern: 0xFFF8_0000_0000_0001),
      0.1, Double.leastNormalMagnitude, Double.leastNormalMagnitude.nextDown, -1, 1e22, 1e23,
    ]
    if architecture == 4 {
      for (place, value) in oddities.enumerated() where place < run.curve.values.count {
        run.curve.values[place * 3 % run.curve.values.count] = value
      }
      run.inferenceTime = .infinity
    }
    if architecture == 0 { run.curve.values[run.curve.values.count - 1] = Curve.absent }
  }

  private func scores(_ runs: [ReleasedRun], _ task: SyntheticTask, _ random: inout SplitMix) -> [Score] {
    var scores: [Score] = []
    var previous = -1
    for run in runs where run.architecture != previous {
      previous = run.architecture
      for rule in EpochRule.allCases {
        for split in [Split.test, .valid] {
          let value = isOdd && run.architecture == 1 ? nil : 100 * random.unit()
          scores.append(
            Score(
              architecture: run.architecture, rule: rule, split: split, count: 1, value: value, epoch: run.bestEpoch,
              minmaxP: value.map { $0 / 100 }, rank01: value.map { $0 / 101 }, zscore: value.map { $0 - 50 },
              normalizedRegret: value.map { 1 - $0 / 100 }))
        }
      }
    }
    return scores
  }

  private func findings(_ spaces: [ReleasedSpace], _ sources: [SourceFile]) -> [Finding] {
    let run = spaces[1].tasks[1].groups[0].runs[4]
    return [
      Finding("BENCH-01", .info, path: "", message: "it's whole", hint: "nothing"),
      Finding(
        "CURVE-01", .warning, path: sources[run.sources[0].file].releasePath, line: 3, pointer: "/a",
        space: spaces[1].id, encoding: spaces[1].architectures[run.architecture].encoding,
        task: spaces[1].tasks[1].name, seed: run.seed, message: "odd value", expected: "an even one", hint: "look"),
      Finding("SRC-01", .error, path: "input/not/there", message: "missing", hint: "find it"),
    ]
  }
}

/// A small reproducible generator of numbers.
struct SplitMix {
  var state: UInt64

  /// A double in 0 ..< 1 with all 53 bits in use.
  mutating func unit() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((word ^ (word >> 31)) >> 11) * 0x1p-53
  }
}
