public import Core

/// Writes `<name>.pth`: the shape in which TransNAS-Bench-101 was released, for `torch.load` and the authors' API.
///
/// `{metrics_dict, info_names, task_list, data: {space: {encoding: {task: {total_epochs, model_info, metrics}}}}}`, of
/// plain containers alone. What was never measured is None. A run with a seed has `seed` beside `total_epochs`. There
/// is room for one run of each architecture and task: the first of the largest budget. Spaces that the API does not
/// know are left out.
///
/// `model_info` holds the published numbers where the runs have them, else counts as `JSONDocumentWriter` writes them.
public struct TransNASPickleWriter: ArtifactWriter {
  public init() {}

  public var name: String { "pth" }

  public func fileName(for release: Release) -> String { release.name + ".pth" }

  public func losses(from release: Release) -> [ArtifactLoss] {
    var (further, foreign) = (0, 0)
    for space in release.spaces {
      for task in space.tasks {
        let runs = task.groups.reduce(0) { $0 + $1.runs.count }
        guard Self.knows(space) else {
          foreign += runs
          continue
        }
        further += runs - Set(task.groups.lazy.flatMap { $0.runs.lazy.map(\.architecture) }).count
      }
    }
    let unfinished = release.runs { $0.status != "finished" }
    return [
      ArtifactLoss(
        "further runs of an architecture and task, by seed, repeat or budget", count: further, isOfRuns: true),
      ArtifactLoss("runs of spaces that no reader of such files knows", count: foreign, isOfRuns: true),
      ArtifactLoss("a status other than 'finished'", count: unfinished),
    ].filter { $0.count > 0 } + release.provenanceLosses
  }

  /// Whether the authors' API has a space.
  private static func knows(_ space: ReleasedSpace) -> Bool { space.apiName == "micro" || space.apiName == "macro" }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    var release = release
    release.spaces.removeAll { !Self.knows($0) }
    guard !release.spaces.isEmpty else {
      throw ArtifactError(
        path: path, operation: "write", message: "the release has no architectures of a space of TransNAS-Bench-101")
    }
    var archive = try TorchArchiveWriter(creating: path)
    let document = JSONDocument(release)
    let index = RunIndex(release)
    archive.pickle.beginDictionary()
    Self.writeHead(document.taskSchemas, to: &archive.pickle)
    archive.pickle.key("data")
    archive.pickle.beginDictionary()
    for (number, space) in release.spaces.enumerated() {
      archive.pickle.key(document.keys[number])
      archive.pickle.beginDictionary()
      for architecture in space.architectures.indices {
        archive.pickle.key(space.architectures[architecture].encoding)
        archive.pickle.beginDictionary()
        for (place, task) in space.tasks.enumerated() {
          guard
            let group = task.groups.indices.last(where: {
              !index.runs(space: number, task: place, group: $0, architecture: architecture).isEmpty
            })
          else { continue }
          let run = index.runs(space: number, task: place, group: group, architecture: architecture).lowerBound
          archive.pickle.key(task.name.rawValue)
          Self.write(
            task.groups[group].runs[run], budget: task.groups[group].budget, task,
            space.architectures[architecture].description, to: &archive.pickle)
        }
        archive.pickle.endDictionary()
        try archive.drain()
      }
      archive.pickle.endDictionary()
    }
    archive.pickle.endDictionary()
    archive.pickle.endDictionary()
    try archive.finish()
  }

  private static func writeHead(_ schemas: [TaskSchema], to pickle: inout PickleWriter) {
    pickle.key("metrics_dict")
    pickle.beginDictionary()
    for schema in schemas {
      pickle.key(schema.name.rawValue)
      write(schema.metrics.map(\.name.rawValue), to: &pickle)
    }
    pickle.endDictionary()
    pickle.key("info_names")
    write(JSONDocument.infoNames.map(\.rawValue), to: &pickle)
    pickle.key("task_list")
    write(schemas.map(\.name.rawValue), to: &pickle)
  }

  private static func write(_ texts: [String], to pickle: inout PickleWriter) {
    pickle.beginList()
    for text in texts { pickle.text(text) }
    pickle.endList()
  }

  private static func write(
    _ run: ReleasedRun, budget: Int, _ task: ReleasedTask, _ description: ArchitectureDescription,
    to pickle: inout PickleWriter
  ) {
    pickle.beginDictionary()
    pickle.key("total_epochs")
    pickle.integer(budget)
    if let seed = run.seed {
      pickle.key("seed")
      pickle.integer(seed)
    }
    writeInfo(run, task, description, to: &pickle)
    pickle.key("metrics")
    pickle.beginDictionary()
    for (column, metric) in task.schema.metrics.enumerated() {
      pickle.key(metric.name.rawValue)
      let values = run.curve.column(column)
      if values.contains(where: { $0.isNaN && Curve.isAbsent($0) }) {
        pickle.beginList()
        for value in values { if Curve.isAbsent(value) { pickle.none() } else { pickle.double(value) } }
        pickle.endList()
      } else {
        pickle.doubles(values.span)
      }
    }
    pickle.endDictionary()
    pickle.endDictionary()
  }

  private static func writeInfo(
    _ run: ReleasedRun, _ task: ReleasedTask, _ description: ArchitectureDescription, to pickle: inout PickleWriter
  ) {
    let model = description.modelCost(of: task.name)
    let counter = JSONDocumentWriter.flopsCounter
    pickle.key("model_info")
    pickle.beginDictionary()
    pickle.key("inference_time")
    pickle.optional(run.inferenceTime)
    pickle.key("encoder_params")
    pickle.optional((run.loggedParams ?? description.primaryCost?.params).map(Double.init), isCount: true)
    pickle.key("model_params")
    pickle.optional(published("model_params", of: run, task) ?? model.map { Double($0.params) }, isCount: true)
    pickle.key("model_FLOPs")
    pickle.optional(published("model_FLOPs", of: run, task) ?? model?.counter(counter).map(Double.init))
    pickle.key("encoder_FLOPs")
    pickle.optional(
      published("encoder_FLOPs", of: run, task)
        ?? description.encoderCost(atSizeOf: model)?.counter(counter).map(Double.init))
    for (definition, value) in zip(task.schema.values, run.values)
    where !definition.name.rawValue.hasPrefix(publishedPrefix) {
      pickle.key(definition.name.rawValue)
      pickle.optional(Curve.isAbsent(value) ? nil : value)
    }
    pickle.endDictionary()
  }

  /// What the names of published numbers begin with, of which a release has its own counts too.
  private static let publishedPrefix = "published_"

  private static func published(_ name: String, of run: ReleasedRun, _ task: ReleasedTask) -> Double? {
    guard
      let place = task.schema.values.firstIndex(where: { $0.name.rawValue == publishedPrefix + name }),
      place < run.values.count, !Curve.isAbsent(run.values[place])
    else { return nil }
    return run.values[place]
  }
}

extension PickleWriter {
  /// Writes a number, or None; a count that is whole as an integer.
  fileprivate mutating func optional(_ value: Double?, isCount: Bool = false) {
    guard let value else { return none() }
    if isCount, let count = Int(exactly: value) { integer(count) } else { double(value) }
  }
}
