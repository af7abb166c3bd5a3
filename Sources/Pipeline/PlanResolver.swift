import Bytes
import Core
import Ingest
import Validate

/// Turns the names in a pipeline file into plug-ins.
struct PlanResolver {
  let file: PipelineFile
  let plugins: Plugins

  /// The plan, the layout with its pattern, and the writers in the order in which they should start.
  /// - Parameter schemas: the tasks of a file that is read without the pipeline's sources; tasks of the pipeline that it
  ///   lacks are left out. Nil for a build.
  func resolve(tasks schemas: [TaskSchema]? = nil) throws(PipelineError) -> ResolvedPlan {
    var spaces: [any SearchSpace] = []
    for name in file.spaces {
      guard let space = plugins.spaces.first(where: { $0.id.rawValue == name }) else {
        throw unknown("search space", name, plugins.spaces.map(\.id.rawValue))
      }
      spaces.append(space)
    }
    var sources: [ResolvedPlan.Source] = []
    for source in file.sources {
      guard let layout = plugins.layouts.first(where: { $0.id == source.layout }) else {
        throw unknown("layout", source.layout, plugins.layouts.map(\.id))
      }
      do throws(LayoutOptionError) {
        let configured = try layout.configured(with: source.options)
        sources.append(ResolvedPlan.Source(layout: configured, include: source.include, options: source.options))
      } catch {
        throw PipelineError(file: file.file, line: error.line, column: error.column, message: error.message)
      }
    }
    let known = schemas ?? sources.flatMap { $0.layout.tasks }
    var tasks: [TaskPlan] = []
    for task in file.tasks where schemas == nil || known.contains(where: { $0.name.rawValue == task.name }) {
      tasks.append(try taskPlan(task, known))
    }
    let plan = BuildPlan(
      name: file.name, version: file.version, metadata: metadata, spaces: spaces, tasks: tasks, rules: file.rules,
      runsPerArchitecture: file.runsPerArchitecture, split: file.split)
    try checkSplit(plan)
    return ResolvedPlan(
      plan: plan, sources: sources, writers: plugins.writers.filter { file.emit.contains($0.name) },
      packager: plugins.packager.flatMap { file.emit.contains($0.name) ? $0 : nil })
  }

  /// Every encoding of a split for predictors is an architecture of the spaces.
  private func checkSplit(_ plan: BuildPlan) throws(PipelineError) {
    guard let split = plan.split else { return }
    let catalogue = ArchitectureCatalogue(spaces: plan.spaces)
    for encoding in split.train + split.test {
      do throws(EncodingError) {
        _ = try catalogue.entry(for: encoding)
      } catch {
        throw PipelineError(file: file.file, message: "'\(encoding)' of the split for predictors: \(error)")
      }
    }
  }

  /// The keys of what is said of a release as a whole, in their order.
  static let facts = [
    "title", "version", "schema_version", "pipeline", "licence", "authors", "citation", "hardware", "cellar_version",
  ]

  var metadata: [Attribute] {
    [
      Attribute("title", file.title), Attribute("version", file.version),
      Attribute("schema_version", ReleaseSchema.version), Attribute("pipeline", file.name),
      Attribute("licence", file.licence), Attribute("authors", file.authors.map(\.displayName).joined(separator: "; ")),
      Attribute("citation", file.citation), Attribute("hardware", file.hardware),
      Attribute("cellar_version", plugins.cellarVersion),
    ]
  }

  private func taskPlan(_ task: PipelineFile.TaskEntry, _ schemas: [TaskSchema]) throws(PipelineError) -> TaskPlan {
    guard let schema = schemas.first(where: { $0.name.rawValue == task.name }) else {
      throw unknown("task", task.name, schemas.map(\.name.rawValue))
    }
    // Values are told apart by their place, so that all sources of a task must have its columns in the same order.
    guard schemas.allSatisfy({ $0.name != schema.name || columns($0) == columns(schema) }) else {
      throw PipelineError(file: file.file, message: "the sources of task '\(task.name)' have different columns")
    }
    // A benchmark of measured costs alone has nothing to rank by.
    if schema.metrics.isEmpty, task.score == "none" {
      return TaskPlan(schema: schema, epochs: task.epochs, score: MetricName(task.score), reference: task.reference)
    }
    guard let metric = schema.metrics.first(where: { $0.name.rawValue == task.score }) else {
      throw unknown("metric of task '\(task.name)'", task.score, schema.metrics.map(\.name.rawValue))
    }
    // Some benchmarks publish test scores only: they are ranked by those, and nothing is selected.
    guard metric.isSelectable || (metric.split == .test && !schema.metrics.contains(where: \.isSelectable)) else {
      throw PipelineError(
        file: file.file,
        message: "score '\(task.score)' of task '\(task.name)' is no validation metric; a test or training metric must "
          + "not select")
    }
    return TaskPlan(schema: schema, epochs: task.epochs, score: MetricName(task.score), reference: task.reference)
  }

  private func columns(_ schema: TaskSchema) -> [[MetricName]] {
    [schema.metrics.map(\.name), schema.values.map(\.name)]
  }

  private func unknown(_ what: String, _ name: String, _ known: [String]) -> PipelineError {
    let hint = NearestName.of(name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    let list = known.map { "'\($0)'" }.joined(separator: ", ")
    return PipelineError(file: file.file, message: "unknown \(what) '\(name)'\(hint) (known: \(list))")
  }
}

/// A pipeline file with its plug-ins.
struct ResolvedPlan {
  let plan: BuildPlan
  let sources: [Source]
  let writers: [any ArtifactWriter]
  var packager: (any ReleasePackager)?

  /// The units of each source; a file belongs to the first source that takes it.
  func units(in listing: Listing) -> [RecognizedUnits] {
    var recognized: [RecognizedUnits] = []
    var taken: Set<Int> = []
    var sources: [Source] = []
    for source in self.sources where !sources.contains(where: source.isSame) { sources.append(source) }
    let names = listing.inputNames
    for source in sources {
      // All patterns of one layout select together, so that a directory is looked at once.
      let patterns = self.sources.filter(source.isSame).map { GlobPattern($0.include) }
      let longer = patterns.filter(\.namesDirectories)
      let units = source.layout.units(of: listing.files.map(\.releasePath)) { path in
        // The pattern speaks of paths below the input.
        let slash = path.utf8.firstIndex(of: UInt8(ascii: "/"))
        let below = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
        if patterns.contains(where: { $0.matches(below) }) { return true }
        // It may name the input itself: `NATS-tss-…-simple/*.pickle.pbz2`.
        guard !longer.isEmpty, let slash, let name = names[path[..<slash]] else { return false }
        let named = "\(name)/\(below)"[...]
        return longer.contains { $0.matches(named) }
      }.filter { $0.files.allSatisfy { !taken.contains($0) } }
      taken.formUnion(units.flatMap(\.files))
      recognized.append(RecognizedUnits(layout: source.layout, options: source.options, units: units))
    }
    return recognized
  }

  /// The names of files that the sources spell out.
  var fileNames: Set<[UInt8]> { Set(sources.flatMap { GlobPattern($0.include).fileNames }) }

  struct Source {
    let layout: any SourceLayout
    let include: String
    let options: LayoutOption

    /// Whether `other` reads files in the same way.
    func isSame(_ other: Source) -> Bool { layout.id == other.layout.id && options.content == other.options.content }
  }
}

extension Listing {
  /// The name of the directory of each input, by its label.
  fileprivate var inputNames: [Substring: String] {
    var names: [Substring: String] = [:]
    var last: String?
    for index in files.indices where files[index].input != last {
      let file = files[index]
      last = file.input
      guard file.location.count > file.path.utf8.count else { continue }
      let root = String(decoding: file.location.dropLast(file.path.utf8.count), as: UTF8.self)
      names[file.input[...]] = FileSystem.lastComponent(of: FileSystem.resolved(root))
    }
    return names
  }
}

/// The shape of what Cellar writes.
public enum ReleaseSchema {
  /// Grows when a name, shape or meaning in an artifact changes.
  public static let version = "1"
}
