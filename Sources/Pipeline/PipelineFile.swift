public import Core
import Yams

/// A pipeline file, parsed and checked against itself; names of plug-ins are still texts.
public struct PipelineFile: Sendable, Hashable {
  public var name: String
  public var version: String
  public var title: String
  public var authors: [Author]
  public var licence: String
  public var citation: String
  public var hardware: String
  public var spaces: [String]
  public var sources: [SourcePattern]
  public var tasks: [TaskEntry]
  public var rules: RuleSettings
  /// The split of architectures for predictors, nil where none is declared.
  public var split: PredictorSplit? = nil
  /// Nil where any subset of the benchmark will do.
  public var runsPerArchitecture: Int?
  public var emit: [String]
  /// What the authors say of the data; there where `emit` asks for the packaging.
  public var card: DatasetCard?
  /// Where the pipeline was found, for messages.
  public var file: String

  /// Files of one layout.
  public struct SourcePattern: Sendable, Hashable {
    public var layout: String
    /// A glob of the files that hold records, below an input.
    public var include: String
    /// The further keys, for the layout.
    public var options: LayoutOption
  }

  /// One task as the file states it.
  public struct TaskEntry: Sendable, Hashable {
    public var name: String
    /// Nil where each run's own configuration says it.
    public var epochs: Int?
    public var score: String
    public var reference: [ReferenceEntry]
  }

  /// What can be derived and emitted, in the order in which it is done.
  public static let derivations = ["costs", "selection", "scores", "noise"]
  /// Those of the artifacts that show the statistics, which are computed for them alone.
  static let usesStatistics = ["statistics", "report"]
  public static let artifacts = [
    "hdf5", "sqlite", "json", "jsonl", "csv", "statistics", "report", "parquet", "pth", "package",
  ]
}
