public import Core

/// Text logs whose lines mean what patterns with named captures say: one run a file, or one from each line that begins
/// one.
public struct TextLogLayout: SourceLayout {
  public let id = "text-log"
  public let parser = "text-log/1"
  public var tasks: [TaskSchema] { source.tasks }
  public var seedless: SeedlessRecords { source.seedless }
  public let budgetKey = "budget"
  private var source = MappedSource()
  private var lines = LinePatterns()

  public init() {}

  public func configured(with options: LayoutOption) throws(LayoutOptionError) -> any SourceLayout {
    var layout = self
    layout.source = try MappedSource(options, own: ["lines", "begins"], dialect: .log)
    layout.lines = try LinePatterns(options, path: layout.source.path?.names ?? [])
    for field in layout.source.requests.fields { try layout.lines.check(field, options) }
    return layout
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader { TextLogReader(source, lines) }
}
