import Core
import Validate

/// Turns the names in a pipeline file into plug-ins.
struct PlanResolver {
  let file: PipelineFile
  let plugins: Plugins

  /// The plan, the layout with its pattern, and the writers in the order in which they should start.
  func resolve() throws(PipelineError) -> ResolvedPlan {
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
    let tasks = try file.tasks.map { task throws(PipelineError) in try taskPlan(task, sources) }
    let plan = BuildPlan(
      name: file.name, version: file.version, metadata: metadata, spaces: spaces, tasks: tasks, rules: file.rules,
      runsPerArchitecture: file.runsPerArchitecture)
    return ResolvedPlan(plan: plan, sources: sources, writers: plugins.writers.filter { file.emit.contains($0.name) })
  }

  private var metadata: [Attribute] {
    [
      Attribute("title", file.title), Attribute("version", file.version),
      Attribute("schema_version", ReleaseSchema.version), Attribute("pipeline", file.name),
      Attribute("licence", file.licence), Attribute("authors", file.authors.joined(separator: "; ")),
      Attribute("citation", file.citation), Attribute("hardware", file.hardware),
      Attribute("cellar_version", plugins.cellarVersion),
    ]
  }

  private func taskPlan(_ task: PipelineFile.TaskEntry, _ sources: [ResolvedPlan.Source]) throws(PipelineError)
    -> TaskPlan
  {
    let schemas = sources.flatMap { $0.layout.tasks }
    guard let schema = schemas.first(where: { $0.name.rawValue == task.name }) else {
      throw unknown("task", task.name, schemas.map(\.name.rawValue))
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

  struct Source {
    let layout: any SourceLayout
    let include: String
    let options: LayoutOption

    /// Whether `other` reads files in the same way.
    func isSame(_ other: Source) -> Bool { layout.id == other.layout.id && options.content == other.options.content }
  }
}

/// The shape of what Cellar writes.
public enum ReleaseSchema {
  /// Grows when a name, shape or meaning in an artifact changes.
  public static let version = "1"
}
