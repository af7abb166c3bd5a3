import Core

extension HDF5Table {
  /// Adds the dimensions `run` and `epoch` and every column of the runs of one task and budget.
  mutating func addRuns(
    of group: BudgetGroup, _ task: ReleasedTask, _ space: ReleasedSpace
  ) {
    let runs = group.runs
    addScale(
      "run", count: runs.count,
      HDF5ColumnNote("number of the run, sorted by encoding, seed and repeat", .derived))
    addScale(
      "epoch", count: group.budget, HDF5ColumnNote("epoch, from 0", .derived))
    addIdentity(runs, space)
    for metric in task.schema.metrics.indices {
      addCurves(of: metric, task.schema, runs, epochs: group.budget)
    }
    addRunCosts(runs, task, space)
    add(
      "inference_time", runs.indices.map { runs[$0].inferenceTime ?? .nan }, along: "run",
      HDF5ColumnNote("time of one forward pass, as logged", units: .seconds, .measured))
    add(
      "time_total", runs.indices.map { runs[$0].totalTime ?? .nan }, along: "run",
      HDF5ColumnNote("time from the start to the end of the last epoch", units: .seconds, .measured))
    for (place, value) in task.schema.values.enumerated() {
      add(
        value.name.rawValue, runs.indices.map { place < runs[$0].values.count ? runs[$0].values[place] : .nan },
        along: "run",
        HDF5ColumnNote(value))
    }
    addScores(runs, task)
  }

  private mutating func addIdentity(_ runs: [ReleasedRun], _ space: ReleasedSpace) {
    let run = "run"
    add(
      "encoding", runs.indices.map { space.architectures[runs[$0].architecture].encoding }, along: run,
      HDF5ColumnNote("architecture encoding", .measured))
    add(
      "architecture", runs.indices.map { Int64(runs[$0].architecture) }, along: run,
      HDF5ColumnNote("row in the group architectures of the space", .derived, formula: "place of the encoding"))
    add(
      "seed", runs.indices.map { Int64(runs[$0].seed ?? -1) }, along: run,
      HDF5ColumnNote("seed, -1 where unknown", .measured))
    add(
      "seed_present", runs.indices.map { runs[$0].seed != nil }, along: run,
      HDF5ColumnNote("1 where the seed is known", .derived, formula: "seed is logged"))
    add(
      "repeat", runs.indices.map { Int64(runs[$0].repetition ?? -1) }, along: run,
      HDF5ColumnNote("ordinal of a repetition without seed, -1 where there is none", .measured))
    add(
      "repeat_present", runs.indices.map { runs[$0].repetition != nil }, along: run,
      HDF5ColumnNote("1 where the run is a numbered repetition", .derived, formula: "layout declares repeats"))
    add(
      "status", runs.indices.map { runs[$0].status }, along: run,
      HDF5ColumnNote("status of the run as logged", .measured))
    add(
      "epochs", runs.indices.map { Int64(runs[$0].curve.epochs) }, along: run,
      HDF5ColumnNote("epochs of the run; later ones are padding", units: .count, .measured))
  }

  private mutating func addRunCosts(
    _ runs: [ReleasedRun], _ task: ReleasedTask, _ space: ReleasedSpace
  ) {
    let rows = runs.indices.map { runs[$0].architecture }
    var hasRuns = [Bool](repeating: false, count: space.architectures.count)
    for row in rows { hasRuns[row] = true }
    let encoder = zip(space.architectures, hasRuns).map { $1 ? $0.description.primaryCost : nil }
    let computed = encoder.map { $0?.params }
    let params = runs.indices.map { runs[$0].loggedParams ?? computed[rows[$0]] }
    if params.contains(where: { $0 != nil }) {
      let isLogged = runs.indices.allSatisfy { runs[$0].loggedParams != nil }
      addCounts(
        "params", params, along: "run", "parameters, as logged where they are", isLogged ? .measured : .derived,
        formula: "as logged; computed from the architecture where not logged")
      if !isLogged, runs.indices.contains(where: { runs[$0].loggedParams != nil }) {
        add(
          "params_logged", runs.indices.map { runs[$0].loggedParams != nil }, along: "run",
          HDF5ColumnNote("1 where params is what the source logged", .derived, formula: "params are logged"))
      }
    }
    addCosts(encoder, rows: rows, prefix: "", along: "run", of: "encoder", live: false, params: false)
    let model = zip(space.architectures, hasRuns).map { $1 ? $0.description.modelCost(of: task.name) : nil }
    addCosts(model, rows: rows, prefix: "model_", along: "run", of: "whole model", live: false)
  }

  private mutating func addScores(_ runs: [ReleasedRun], _ task: ReleasedTask) {
    let metric = task.scoreMetric
    add(
      "best_epoch", runs.indices.map { Int64(runs[$0].bestEpoch ?? -1) }, along: "run", fill: -1,
      HDF5ColumnNote(
        "earliest epoch with the best validation value", .derived,
        formula: "first epoch with the \(task.scoreDirection == .lower ? "lowest" : "highest") finite \(metric)"))
    let unit = task.schema.metrics.first { $0.name == metric }?.unit ?? .none
    for rule in EpochRule.allCases {
      for split in [Split.valid, .test] {
        guard let column = task.scoreColumn(on: split) else { continue }
        let source = task.schema.metrics[column].name
        let epoch = rule == .final ? "at the last epoch" : "at best_epoch"
        add(
          "score_\(rule.rawValue)_\(split)", runs.indices.map { runs[$0].value(of: column, by: rule) ?? .nan },
          along: "run",
          HDF5ColumnNote("\(source) \(epoch)", units: unit, .derived, formula: "\(source) \(epoch)"))
      }
    }
  }

  /// Adds the dimension `special` and the list of special values, which may be empty.
  mutating func addSpecialValues(_ entries: [SpecialEntry]) {
    addScale(
      "special", count: entries.count, HDF5ColumnNote("number of the special value", .derived))
    add(
      "run", entries.map { Int64($0.run) }, along: "special", HDF5ColumnNote("row in the group above", .measured))
    add(
      "epoch", entries.map { Int64($0.epoch ?? -1) }, along: "special",
      HDF5ColumnNote("epoch, -1 for a value of the run as a whole", .measured))
    add("metric", entries.map(\.metric), along: "special", HDF5ColumnNote("name of the dataset", .measured))
    add(
      "kind", entries.map(\.kind.rawValue), along: "special",
      HDF5ColumnNote("NaN, Infinity, -Infinity or -0.0, as measured", .measured))
  }
}
