public import Core

/// The directories of Lightning's `CSVLogger`: `…/<name>/version_<n>/metrics.csv` with `hparams.yaml` beside it.
///
/// Columns and hyper-parameters mean what the pipeline file says. A run that was resumed goes on in a new version: where a
/// version begins at a later epoch than 0 and is of the same encoding, task and seed as an earlier one that reaches it,
/// both are one run, and the later one has the word from its first epoch on. A run that was resumed in its own directory
/// has lost the epochs before, which is said of it.
/// Source: Lightning, `loggers/csv_logs.py` and `core/saving.py`.
public struct LightningCSV: SourceLayout {
  public let id = "lightning-csv"
  public let parser = "lightning-csv/1"
  public var tasks: [TaskSchema] { source.tasks }
  public var seedless: SeedlessRecords { source.seedless }
  public let budgetKey = "budget"
  private var source = MappedSource()

  public init() {}

  public func configured(with options: LayoutOption) throws(LayoutOptionError) -> any SourceLayout {
    var layout = self
    layout.source = try MappedSource(byEpoch: options, own: [])
    return layout
  }

  public func units(of paths: [String], selected: (String) -> Bool) -> [SourceUnit] {
    let companions = FilesBeside(paths, named: RunFields.fileName)
    return FilesBeside.units(of: paths, selected: selected, companions) { LightningPath($0).run }
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader { LightningReader(source, keys: keys) }
}
