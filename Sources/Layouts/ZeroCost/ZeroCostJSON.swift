public import Core

/// The files of NASLib's zero-cost benchmarks: `{dataset: {key: {proxy: {score, time}, …, val_accuracy}}}`.
///
/// Scores of proxies become numbers of the run as a whole, `val_accuracy` the only metric. The pipeline file says with
/// `space` whose keys these are; the name of the file does not matter.
public struct ZeroCostJSON: SelfDescribingLayout {
  public let id = "zero-cost-json"
  public let parser = "zero-cost-json/1"
  public var tasks: [TaskSchema] { space.tasks.map(\.schema) }
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = "epochs"
  public let keepsReadings = false
  private var space = ZeroCostSpace.nasbench201

  public init() {}

  public func configured(with options: LayoutOption) throws(LayoutOptionError) -> any SourceLayout {
    let members = try options.members(["space"])
    let words = ZeroCostSpace.allCases.map(\.rawValue)
    guard let option = members["space"], let space = ZeroCostSpace(rawValue: try option.choice(words)) else {
      throw options.fail("\(options.title) needs 'space': one of \(words.joined(separator: ", "))")
    }
    var layout = self
    layout.space = space
    return layout
  }

  /// A file of datasets whose keys are tuples, with `val_accuracy` and proxies with `score`.
  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    let head = JSONHead(probe)
    guard head.keys.contains("val_accuracy"), head.keys.contains("score"), let dataset = head.keys.first,
      let space = ZeroCostSpace(dataset: dataset, keys: head.keys.filter { $0.hasPrefix("(") })
    else { return nil }
    var layout = self
    layout.space = space
    return RecognizedFile(
      format: "zero-cost scores of \(space.rawValue), JSON", layout: layout, pipeline: space.pipeline)
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader { ZeroCostReader(space) }
}
