public import Core

/// Delimited text whose columns mean what the pipeline file says: one run or one epoch a row.
public struct TableLayout: SourceLayout {
  public let id = "table"
  public let parser = "table/1"
  public var tasks: [TaskSchema] { source.tasks }
  public var seedless: SeedlessRecords { source.seedless }
  public let budgetKey = "budget"
  public let keepsReadings = false
  private var source = MappedSource()
  private var format = TableFormat()

  public init() {}

  public func configured(with options: LayoutOption) throws(LayoutOptionError) -> any SourceLayout {
    var layout = self
    layout.source = try MappedSource(options, own: ["delimiter", "columns"], dialect: .table)
    for member in try options.entries() {
      if member.key == "delimiter" {
        let names: [String: UInt8] = ["comma": 44, ",": 44, "semicolon": 59, ";": 59, "tab": 9, "\t": 9, "|": 124]
        let word = try member.value.choice(["comma", ",", "semicolon", ";", "tab", "\t", "|"])
        layout.format.delimiter = names[word] ?? 44
      } else if member.key == "columns" {
        var columns: [String] = []
        for element in try member.value.elements() { columns.append(try element.text()) }
        layout.format.columns = columns
      }
    }
    return layout
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader {
    TableReader(source: source, format: format)
  }
}

/// How the rows of a table are written.
struct TableFormat: Sendable {
  var delimiter = UInt8(ascii: ",")
  /// The names of the columns, where no first row gives them.
  var columns: [String]?
}
