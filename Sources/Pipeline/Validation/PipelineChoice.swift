import Bytes
import Core
import Ingest
import JSON
import Validate

/// Which pipeline's rules apply to some inputs, and why.
public struct PipelineChoice: Sendable {
  /// Nil where no pipeline fits, so that only structural rules run.
  public var pipeline: PipelineFile?
  /// For people: `the one named by --pipeline`.
  public var reason: String
  /// Whether nothing but the form of the files speaks for the pipeline: any table could be any benchmark's.
  var isGuess = false
  var plan: BuildPlan
  var resolved: ResolvedPlan?

  /// `pipeline`, else the one that `release` names, else the one whose layout and spaces match the inputs, else none.
  /// - Throws: `BuildError` where an input is missing or refused or holds nothing recognized, `PipelineError`.
  init(_ pipeline: PipelineFile?, release: String?, inputs: [BuildRequest.Input], plugins: Plugins, jobs: Int) throws {
    let search = PipelineSearch(plugins: plugins, jobs: jobs)
    if let pipeline {
      try self.init(pipeline, "the one given", plugins)
    } else if let release, let named = try search.pipeline(namedBy: release) {
      try self.init(named, "the one that \(release) was built with", plugins)
    } else {
      switch try search.match(inputs) {
      case .pipeline(let pipeline):
        try self.init(pipeline, "the one whose layout and spaces match", plugins)
        isGuess = pipeline.sources.allSatisfy { ["table", "json-lines", "json-run", "text-log"].contains($0.layout) }
      case .description(let description):
        try self.init(description, plugins)
      }
    }
  }

  private init(_ description: ReleaseDescription, _ plugins: Plugins) throws {
    pipeline = nil
    reason = "no pipeline is known that has these spaces and tasks: only structural rules run"
    plan = try InputRecognition(plugins: plugins).plan(of: description)
    plan.rules = InputRecognition.structuralRules
  }

  private init(_ pipeline: PipelineFile, _ reason: String, _ plugins: Plugins) throws {
    let resolved = try PlanResolver(file: pipeline, plugins: plugins).resolve()
    self.pipeline = pipeline
    self.reason = reason
    self.resolved = resolved
    plan = resolved.plan
  }
}

/// Finds pipelines by what releases and inputs say.
struct PipelineSearch {
  let plugins: Plugins
  let jobs: Int

  enum Match {
    case pipeline(PipelineFile)
    /// No pipeline has these spaces and tasks.
    case description(ReleaseDescription)
  }

  /// The embedded pipeline that a release was built with; nil where it names none.
  /// - Throws: `PipelineError` where it names one that is not embedded.
  func pipeline(namedBy release: String) throws -> PipelineFile? {
    let name: String?
    if FileSystem.isDirectory(FileSystem.resolved(release)) {
      name = try ReleaseLists(directory: release, gzip: plugins.gzip).manifest()["pipeline"]?.string
    } else {
      let listing = try PartReader.listing(of: BuildRequest.Input(label: "input", directory: release))
      let file = try InputRecognition(plugins: plugins).file(release, listing)
      name = file.flatMap { $0.description?.metadata.first { $0.key == "pipeline" }?.value ?? $0.pipeline }
    }
    guard let name else { return nil }
    if let pipeline = try plugins.pipeline(named: name) { return pipeline }
    throw PipelineError(
      file: release,
      message: "it was built with the pipeline '\(name)', which is not embedded; give it with '--pipeline'")
  }

  /// The pipeline that fits the first of `inputs` that says anything.
  func match(_ inputs: [BuildRequest.Input]) throws -> Match {
    var failure: (any Error)?
    for input in inputs {
      do {
        return try match(input)
      } catch let error as BuildError {
        failure = failure ?? error
      }
    }
    throw failure ?? BuildError.nothingRecognized("no input")
  }

  private func match(_ input: BuildRequest.Input) throws -> Match {
    guard FileSystem.isDirectory(FileSystem.resolved(input.directory)) else { return try matchFile(input) }
    if let artifact = try InputRecognition.artifact(inReleaseAt: input.directory) {
      let lists = ReleaseLists(directory: input.directory, gzip: plugins.gzip)
      if let name = try lists.manifest()["pipeline"]?.string, let pipeline = try plugins.pipeline(named: name) {
        return .pipeline(pipeline)
      }
      return try matchFile(BuildRequest.Input(label: input.label, directory: artifact))
    }
    let listing = try InputLister(
      output: FileSystem.resolved(input.directory) + "/.none", cache: nil, jobs: jobs
    ).list([input])
    guard let pipeline = try best(for: listing) else {
      throw BuildError.nothingRecognized(
        "none of \(listing.files.count) files below \(input.directory) is known to a pipeline; give one with '--pipeline'"
      )
    }
    return .pipeline(pipeline)
  }

  private func matchFile(_ input: BuildRequest.Input) throws -> Match {
    let listing = try PartReader.listing(of: input)
    let recognition = InputRecognition(plugins: plugins)
    guard let file = try recognition.file(input.directory, listing) else {
      if let pipeline = try best(for: listing) { return .pipeline(pipeline) }
      throw recognition.unknown(input.directory)
    }
    let name = file.description?.metadata.first { $0.key == "pipeline" }?.value ?? file.pipeline
    if let name, let pipeline = try plugins.pipeline(named: name) { return .pipeline(pipeline) }
    guard let description = file.description else {
      throw BuildError.nothingRecognized(
        "\(input.directory): \(file.format), but no pipeline says which tasks it has; give '--pipeline'")
    }
    if let pipeline = try fitting(description) { return .pipeline(pipeline) }
    return .description(description)
  }

  /// The embedded pipeline that has all spaces, tasks and columns of `description`; of several the one that pins fewest
  /// epochs, then the one with the fewest tasks.
  private func fitting(_ description: ReleaseDescription) throws -> PipelineFile? {
    guard !description.tasks.isEmpty else { return nil }
    var best: (pipeline: PipelineFile, pinned: Int)?
    for pipeline in try plugins.allPipelines() {
      guard description.tasks.allSatisfy({ pipeline.spaces.contains($0.space.rawValue) }) else { continue }
      let known = try PlanResolver(file: pipeline, plugins: plugins).resolve().plan.tasks.map(\.schema)
      let hasAll = description.tasks.allSatisfy { task in
        guard let schema = known.first(where: { $0.name == task.schema.name }) else { return false }
        let names = Set((schema.metrics + schema.values).map(\.name))
        return (task.schema.metrics + task.schema.values).allSatisfy { names.contains($0.name) }
      }
      let pinned = pipeline.tasks.count { $0.epochs != nil }
      if !hasAll { continue }
      if let best, (best.pinned, best.pipeline.tasks.count) <= (pinned, pipeline.tasks.count) { continue }
      best = (pipeline, pinned)
    }
    return best?.pipeline
  }

  /// The embedded pipeline that reads most files of a listing and finds architectures of its spaces in them; where none
  /// does, the one whose names select most.
  private func best(for listing: Listing) throws -> PipelineFile? {
    let candidates = try PipelineCandidate.all(for: listing, plugins)
    if candidates.count < 2 { return candidates.first?.pipeline }
    return (candidates.first { $0.reads(listing, plugins) } ?? candidates.first)?.pipeline
  }
}
