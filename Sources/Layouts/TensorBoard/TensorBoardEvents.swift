public import Core
import Formats

/// TensorBoard event files: the files of one directory are one run, in the order of their names, as TensorBoard reads
/// them.
///
/// Tags mean what the pipeline file says. Where restarts overlap, the later file has the word. Options beside those of
/// every mapped layout: `steps_per_epoch` (without it a step is an epoch) and `first_step`, the step with which the first
/// epoch begins, 0 or 1. Encoding, task and seed come from the path, from constants, or from `hparams.yaml` beside the
/// files.
public struct TensorBoardEvents: SourceLayout {
  public let id = "tensorboard-events"
  public let parser = "tensorboard-events/2"
  public var tasks: [TaskSchema] { source.tasks }
  public var seedless: SeedlessRecords { source.seedless }
  public let budgetKey = "budget"
  private var source = MappedSource()
  private var steps = TensorBoardSteps()

  public init() {}

  public func configured(with options: LayoutOption) throws(LayoutOptionError) -> any SourceLayout {
    var layout = self
    layout.source = try MappedSource(byEpoch: options, own: ["steps_per_epoch", "first_step"])
    for member in try options.entries() {
      if member.key == "steps_per_epoch" { layout.steps.perEpoch = try member.value.positiveInteger() }
      if member.key == "first_step" { layout.steps.first = try member.value.choice(["0", "1"]) == "1" ? 1 : 0 }
    }
    return layout
  }

  public func units(of paths: [String], selected: (String) -> Bool) -> [SourceUnit] {
    let companions = FilesBeside(paths, named: RunFields.fileName)
    return FilesBeside.units(of: paths, selected: selected, companions) {
      String(TransNASRunDirectory.directory(of: $0))
    }
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader {
    TensorBoardReader(source, steps, keys: keys)
  }
}
