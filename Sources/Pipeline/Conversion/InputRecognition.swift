import Bytes
import Core
import Ingest
import Validate

/// Finds out what an input is, from its content.
struct InputRecognition {
  let plugins: Plugins

  /// An input with everything that is needed to read it.
  struct Recognized {
    let format: String
    let listing: Listing
    let units: [RecognizedUnits]
    let plan: BuildPlan
    /// Whether it is a release of Cellar or an artifact of one.
    var isRelease = false
  }

  /// Bytes of a file that are looked at to tell what it is.
  private static let headLength = 1 << 16

  func recognize(_ path: String, _ options: InputOpener.Options) throws -> Recognized {
    if FileSystem.isDirectory(FileSystem.resolved(path)) { return try directory(path, options) }
    let listing = Listing(files: [try listed(path)], unreadable: [])
    let file = try self.file(path, listing)
    guard let file else {
      if let pipeline = options.pipeline {
        return try read(try withCompanions(path, pipeline), by: pipeline, format: pipeline.title)
      }
      throw unknown(path)
    }
    if let surroundings = file.surroundings { return try read(path, file, surroundings, options) }
    let unit = SourceUnit(records: [0], logs: [])
    return try recognized(file, listing, unit, try plan(of: file, path, options))
  }

  /// One unit of a file that was recognized.
  func recognized(
    _ file: RecognizedFile, _ listing: Listing, _ unit: SourceUnit, _ plan: BuildPlan
  ) throws -> Recognized { try recognized(file, listing, [unit], plan) }

  /// Units of a layout that was recognized by one of its files.
  func recognized(
    _ file: RecognizedFile, _ listing: Listing, _ units: [SourceUnit], _ plan: BuildPlan
  ) throws -> Recognized {
    var plan = plan
    plan.rules = Self.structuralRules
    let units = RecognizedUnits(layout: file.layout, options: Self.noOptions, units: units)
    return Recognized(
      format: file.format, listing: listing, units: [units], plan: plan, isRelease: file.description != nil)
  }

  /// Why a file that no layout knows is not read: what is wrong with it, or else that nobody knows it.
  func unknown(_ path: String) -> BuildError {
    if let fault = plugins.fault(path) { return .input("\(path): \(fault)") }
    return .nothingRecognized(
      "\(path): no known format; expected a release of Cellar, a published benchmark file, or logs with '--pipeline'")
  }

  static let noOptions = LayoutOption(.mapping([]), title: "")

  /// Only what says what a run is, and what a reader could not take for a value.
  static var structuralRules: RuleSettings {
    var severities: [RuleCode: Severity?] = [:]
    for rule in RuleCatalogue.all where !RuleCatalogue.structural.union(["SCHEMA-01"]).contains(rule.code) {
      severities[rule.code] = .some(nil)
    }
    return RuleSettings(severities: severities)
  }

  /// The file at `path`, which releases call by `name`.
  func listed(_ path: String, as name: String? = nil, label: String = "input") throws(BuildError) -> ListedFile {
    let size: Int
    do throws(SystemError) { size = try FileSystem.size(of: path) } catch { throw .input("\(path): \(error.message)") }
    return ListedFile(
      input: label, path: name ?? FileSystem.lastComponent(of: path),
      location: Array(path.utf8), size: size, modified: 0, inode: 0, isRegular: true)
  }

  /// The first layout that knows the file.
  func file(_ path: String, _ listing: Listing) throws -> RecognizedFile? {
    let probe = try self.probe(path, size: listing.files[0].size)
    let ingestor = Ingestor(
      listing: listing, digest: plugins.digest, keepsOpaqueObjects: plugins.keepsOpaqueObjects)
    for layout in plugins.layouts {
      guard let layout = layout as? any SelfDescribingLayout else { continue }
      do throws(RefusedFile) {
        let file = try ingestor.withFiles { (files) throws(RefusedFile) in try layout.recognize(probe, in: files) }
        if let file { return file }
      } catch {
        let message = "\(path): \(error.message)"
        throw error.isForeign ? BuildError.nothingRecognized(message) : BuildError.input(message)
      }
    }
    return nil
  }

  func probe(_ path: String, size: Int) throws(BuildError) -> FileProbe {
    let head: [UInt8]
    do throws(FileError) {
      head = try ByteBuffer.head(ofFileAt: path, count: Self.headLength)
    } catch { throw BuildError.input("\(path): \(error.message)") }
    if head.isEmpty { throw BuildError.input("\(path): the file is empty") }
    return FileProbe(
      file: 0, name: FileSystem.lastComponent(of: path), head: head, size: size, location: path)
  }

  func plan(
    of file: RecognizedFile, _ path: String, _ options: InputOpener.Options
  ) throws -> BuildPlan {
    if let stated = file.description { return try plan(of: stated) }
    if let pipeline = options.pipeline { return try plan(pipeline, tasks: file.layout.tasks) }
    guard let name = file.pipeline, let pipeline = try plugins.pipeline(named: name) else {
      throw BuildError.nothingRecognized(
        "\(path): \(file.format), but no pipeline says which tasks it has; give '--pipeline'")
    }
    return try plan(pipeline, tasks: file.layout.tasks)
  }

  /// Spaces and metadata of a pipeline, its tasks as the file has them.
  private func plan(_ pipeline: PipelineFile, tasks: [TaskSchema]) throws -> BuildPlan {
    let resolved = try PlanResolver(file: pipeline, plugins: plugins).resolve(tasks: tasks)
    var plan = resolved.plan
    for index in plan.tasks.indices {
      plan.tasks[index].reference = []
      plan.tasks[index].epochs = nil
    }
    plan.runsPerArchitecture = nil
    return plan
  }

  /// The plan that an artifact of Cellar itself states.
  func plan(of description: ReleaseDescription) throws -> BuildPlan {
    // Lines of runs say neither units nor who made them: the pipeline of these spaces, tasks and metrics does.
    let isComplete = description.metadata.contains { $0.key == "pipeline" }
    let pipeline = try self.pipeline(of: description, hasMetrics: !isComplete)
    var spaces: [any SearchSpace] = []
    var tasks: [TaskPlan] = []
    for task in description.tasks {
      guard let space = plugins.spaces.first(where: { $0.id == task.space }) else {
        throw BuildError.input("search space '\(task.space)' is not known to this version of cellar")
      }
      if !spaces.contains(where: { $0.id == space.id }) { spaces.append(space) }
      if tasks.contains(where: { $0.name == task.schema.name }) { continue }
      let entry = pipeline?.tasks.first { $0.name == task.schema.name.rawValue }
      let schema = isComplete ? task.schema : completed(task.schema, pipeline)
      let score = isComplete ? task.score : entry.map { MetricName($0.score) } ?? Self.score(of: schema)
      tasks.append(TaskPlan(schema: schema, epochs: nil, score: score, reference: []))
    }
    // The order of groups in a file is that of their names; releases have that of the pipeline.
    if let pipeline {
      let order = pipeline.tasks.map(\.name)
      func place(_ name: String, _ names: [String]) -> Int { names.firstIndex(of: name) ?? names.count }
      tasks.sort { place($0.name.rawValue, order) < place($1.name.rawValue, order) }
      spaces.sort { place($0.id.rawValue, pipeline.spaces) < place($1.id.rawValue, pipeline.spaces) }
    }
    if !isComplete, let pipeline {
      let metadata = PlanResolver(file: pipeline, plugins: plugins).metadata
      return BuildPlan(
        name: pipeline.name, version: pipeline.version, metadata: metadata, spaces: spaces, tasks: tasks,
        rules: RuleSettings(), runsPerArchitecture: nil)
    }
    func fact(_ key: String) -> String? { description.metadata.first { $0.key == key }?.value }
    var metadata = isComplete ? description.metadata : unknownMetadata
    if let index = metadata.firstIndex(where: { $0.key == "cellar_version" }) {
      metadata[index].value = plugins.cellarVersion
    }
    return BuildPlan(
      name: fact("pipeline") ?? "release", version: fact("version") ?? "", metadata: metadata, spaces: spaces,
      tasks: tasks, rules: RuleSettings(), runsPerArchitecture: nil)
  }

  /// What is said of runs about which nobody says anything.
  private var unknownMetadata: [Attribute] {
    [
      Attribute("title", "Runs of an unknown release"), Attribute("version", ""),
      Attribute("schema_version", ReleaseSchema.version), Attribute("pipeline", "release"),
      Attribute("licence", "unknown"), Attribute("authors", "unknown"), Attribute("citation", "unknown"),
      Attribute("hardware", "unknown"), Attribute("cellar_version", plugins.cellarVersion),
    ]
  }

  /// The embedded pipeline that has all spaces and tasks of `description`, the one with the fewest tasks.
  /// - Parameter hasMetrics: whether it must have all metrics too.
  private func pipeline(
    of description: ReleaseDescription, hasMetrics: Bool
  ) throws(PipelineError) -> PipelineFile? {
    var best: PipelineFile?
    for pipeline in try plugins.allPipelines() {
      let hasAll = description.tasks.allSatisfy { task in
        pipeline.spaces.contains(task.space.rawValue)
          && pipeline.tasks.contains { $0.name == task.schema.name.rawValue }
      }
      guard hasAll, pipeline.tasks.count < best?.tasks.count ?? .max else { continue }
      guard hasMetrics else {
        best = pipeline
        continue
      }
      let known = try PlanResolver(file: pipeline, plugins: plugins).resolve().plan.tasks
      let hasAllMetrics = description.tasks.allSatisfy { task in
        guard let schema = known.first(where: { $0.name == task.schema.name })?.schema else { return false }
        return task.schema.metrics.allSatisfy { schema.index(of: $0.name) != nil }
      }
      if hasAllMetrics { best = pipeline }
    }
    return best
  }

  /// `schema` with the definitions that the layouts of `pipeline` give its columns; their order stays.
  private func completed(_ schema: TaskSchema, _ pipeline: PipelineFile?) -> TaskSchema {
    guard let pipeline, let resolved = try? PlanResolver(file: pipeline, plugins: plugins).resolve(),
      let known = resolved.plan.tasks.first(where: { $0.name == schema.name })?.schema
    else { return schema }
    var schema = schema
    for index in schema.metrics.indices {
      if let place = known.index(of: schema.metrics[index].name) { schema.metrics[index] = known.metrics[place] }
    }
    for index in schema.values.indices {
      if let value = known.values.first(where: { $0.name == schema.values[index].name }) {
        schema.values[index] = value
      }
    }
    return schema
  }

  /// A metric to rank by where nobody says one.
  private static func score(of schema: TaskSchema) -> MetricName {
    let metric = schema.metrics.first { $0.isSelectable } ?? schema.metrics.first { $0.split == .valid }
    return (metric ?? schema.metrics.first)?.name ?? ""
  }
}
