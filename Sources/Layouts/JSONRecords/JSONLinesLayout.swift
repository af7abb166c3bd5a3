public import Core

/// One JSON value a line, whose fields mean what the pipeline file says: one run or one epoch a line.
public struct JSONLinesLayout: SourceLayout {
  public let id = "json-lines"
  public let parser = "json-lines/1"
  public var tasks: [TaskSchema] { source.tasks }
  public var seedless: SeedlessRecords { source.seedless }
  public let budgetKey = "budget"
  public let keepsReadings = false
  private var source = MappedSource()

  public init() {}

  public func configured(with options: LayoutOption) throws(LayoutOptionError) -> any SourceLayout {
    var layout = self
    layout.source = try MappedSource(options, own: [], dialect: .json)
    return layout
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader { JSONLinesReader(source) }
}
