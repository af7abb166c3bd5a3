public import Core

/// JSON documents whose fields mean what the pipeline file says: one run a document, or one at every key of an object.
public struct JSONRunLayout: SourceLayout {
  public let id = "json-run"
  public let parser = "json-run/1"
  public var tasks: [TaskSchema] { source.tasks }
  public var seedless: SeedlessRecords { source.seedless }
  public let budgetKey = "budget"
  private var source = MappedSource()
  private var records = JSONRecordPath()

  public init() {}

  public func configured(with options: LayoutOption) throws(LayoutOptionError) -> any SourceLayout {
    var layout = self
    layout.source = try MappedSource(options, own: ["records"], dialect: .json)
    if let option = try options.entries().first(where: { $0.key == "records" })?.value {
      layout.records = try JSONRecordPath(option)
    }
    return layout
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader { JSONRunReader(source, records) }
}
