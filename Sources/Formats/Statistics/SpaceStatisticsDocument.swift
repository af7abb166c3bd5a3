import Core
import JSON

/// The member of `spaces` for one search space.
struct SpaceStatisticsDocument {
  let space: ReleasedSpace
  let statistics: SpaceStatistics

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("space", space.id.rawValue)
    writer.field("class", statistics.kind.rawValue)
    writer.field("classes", statistics.classes)
    writer.field("resamples", statistics.resamples)
    list("summary", statistics.summaries, &writer, summary)
    list("correlations", statistics.correlations, &writer, correlation)
    list("pareto", statistics.fronts, &writer, fronts)
    list("curves", statistics.curves, &writer, curve)
    list("noise", statistics.ceilings, &writer, ceiling)
    standings(&writer)
    writer.endObject()
  }

  private func list<Element>(
    _ key: StaticString, _ elements: [Element], _ writer: inout JSONWriter,
    _ body: (Element, inout JSONWriter) -> Void
  ) {
    writer.key(key)
    writer.beginArray()
    for element in elements {
      writer.beginObject()
      body(element, &writer)
      writer.endObject()
    }
    writer.endArray()
  }

  private func task(_ index: Int, _ writer: inout JSONWriter) {
    writer.field("task", space.tasks[index].name.rawValue)
  }

  private func summary(_ summary: ScoreSummary, _ writer: inout JSONWriter) {
    task(summary.task, &writer)
    writer.field("budget", summary.budget)
    writer.field("rule", summary.rule.rawValue)
    writer.field("split", summary.split.rawValue)
    writer.field("metric", metric(of: summary).rawValue)
    writer.field("n", summary.count)
    for (key, value) in summary.figures {
      writer.key(key)
      writer.element(value)
    }
  }

  /// The metric whose scores these are: the ranking metric of the task, or its counterpart on the split.
  private func metric(of summary: ScoreSummary) -> MetricName {
    let task = space.tasks[summary.task]
    guard let place = task.schema.counterpart(of: task.scoreMetric, on: summary.split) else { return task.scoreMetric }
    return task.schema.metrics[place].name
  }

  private func correlation(_ estimate: CorrelationEstimate, _ writer: inout JSONWriter) {
    writer.field("kind", estimate.kind.rawValue)
    task(estimate.task, &writer)
    if let other = estimate.otherTask { writer.field("other_task", space.tasks[other].name.rawValue) }
    writer.field("first", estimate.first)
    writer.field("second", estimate.second)
    writer.field("n", estimate.count)
    writer.key("ties")
    writer.beginObject()
    writer.field("first", estimate.ties[0])
    writer.field("second", estimate.ties[1])
    writer.field("both", estimate.ties[2])
    writer.endObject()
    list("statistics", estimate.rows, &writer) { row, writer in
      writer.field("formula", row.formula)
      if let count = row.count { writer.field("k", count) }
      writer.field("value", row.value)
      if row.formula != "tau_top", row.count == nil {
        writer.field("lower", row.interval?.lowerBound)
        writer.field("upper", row.interval?.upperBound)
      }
    }
  }

  private func fronts(_ fronts: ParetoFronts, _ writer: inout JSONWriter) {
    task(fronts.task, &writer)
    writer.field("budget", fronts.budget)
    writer.field("metric", space.tasks[fronts.task].scoreMetric.rawValue)
    writer.key("costs")
    writer.beginArray()
    for cost in fronts.costs { writer.string(cost) }
    writer.endArray()
    writer.field("n", fronts.count)
    // Against two costs only the first front is found.
    writer.key("fronts")
    if fronts.costs.count == 1 { writer.integer(Int(fronts.front.max() ?? 0)) } else { writer.null() }
    writer.field("reference", fronts.reference)
    writer.field("ideal", fronts.ideal)
    writer.field("hypervolume", fronts.hypervolume)
    writer.field("hypervolume_normalized", fronts.normalizedHypervolume)
    list("front", fronts.front.indices.filter { fronts.front[$0] == 1 }, &writer) { architecture, writer in
      writer.field("encoding", space.architectures[architecture].encoding)
      writer.field("score", fronts.columns[0][architecture])
      for (place, cost) in fronts.costs.enumerated() {
        writer.key(cost)
        writer.element(fronts.columns[place + 1][architecture])
      }
    }
  }

  private func curve(_ curve: CurveSummary, _ writer: inout JSONWriter) {
    task(curve.task, &writer)
    writer.field("budget", curve.budget)
    writer.field("metric", curve.metric.rawValue)
    writer.field("runs", curve.runs)
    writer.field("diverged", curve.diverged)
    writer.field("shares", CurveSummary.shares)
    writer.field("best_epoch", curve.bestEpoch)
    writer.field("curve_area", curve.area)
    writer.field("curve_drop", curve.drop)
    writer.key("bands")
    writer.beginArray()
    for band in curve.bands {
      writer.beginArray()
      for value in band { writer.element(value) }
      writer.endArray()
    }
    writer.endArray()
  }

  private func ceiling(_ ceiling: NoiseCeiling, _ writer: inout JSONWriter) {
    task(ceiling.task, &writer)
    writer.field("budget", ceiling.budget)
    writer.field("rule", ceiling.rule.rawValue)
    writer.field("split", ceiling.split.rawValue)
    writer.field("source", ceiling.source)
    writer.field("pooled_sd", ceiling.deviation)
    writer.field("df", ceiling.degreesOfFreedom)
    writer.field("copies", ceiling.copies)
    writer.field("n", ceiling.count)
    writer.field("score_sd", ceiling.scoreDeviation)
    writer.field("reliability", ceiling.reliability)
    writer.field("pearson", ceiling.pearson)
    writer.field("noise_tau", ceiling.tau)
    writer.field("noise_rho", ceiling.rho)
    writer.key("replicates")
    guard let agreement = ceiling.agreement else { return writer.null() }
    writer.beginObject()
    writer.field("n", agreement.count)
    writer.field("tau_b", agreement.tau)
    writer.field("rho", agreement.rho)
    writer.field("pearson", agreement.pearson)
    writer.endObject()
  }

  private func standings(_ writer: inout JSONWriter) {
    let standings = statistics.standings
    writer.key("standings")
    writer.beginObject()
    writer.key("encoding")
    writer.beginArray()
    for architecture in space.architectures { writer.string(architecture.encoding) }
    writer.endArray()
    writer.field("avg_rank", standings.map(\.averageRank))
    writer.field("mean_score", standings.map(\.meanScore))
    writer.key("worst_task")
    writer.beginArray()
    for standing in standings {
      if let task = standing.worstTask { writer.string(space.tasks[task].name.rawValue) } else { writer.null() }
    }
    writer.endArray()
    for (key, path) in [("robust_z", \ArchitectureStanding.robustZ), ("regret", \.regret)] {
      writer.key(key)
      writer.beginObject()
      for (index, task) in space.tasks.enumerated() {
        writer.key(task.name.rawValue)
        writer.beginArray()
        for standing in standings { writer.element(standing[keyPath: path][index]) }
        writer.endArray()
      }
      writer.endObject()
    }
    writer.endObject()
  }
}
