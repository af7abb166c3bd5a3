public import Core

/// The released files of NATS-Bench, topology and size space: a folder of one file per architecture, or one file.
///
/// Read as `.pickle.pbz2` and decompressed. `meta.pickle.pbz2` lists the architectures of a folder and holds no run.
public struct NATSBench: SelfDescribingLayout {
  public let id = "nats-bench"
  public let parser = "nats-bench/1"
  public let tasks = NASBench201Dataset.allCases.map(\.schema)
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = "epochs"
  public let keepsReadings = false

  public init() {}

  public func units(of paths: [String], selected: (String) -> Bool) -> [SourceUnit] {
    paths.indices.filter { selected(paths[$0]) && !Self.isList(paths[$0]) }.map { SourceUnit(records: [$0], logs: []) }
  }

  private static func isList(_ path: String) -> Bool {
    path.hasSuffix("/meta.pickle.pbz2") || path.hasSuffix("/meta.pickle")
  }

  public func pointer(to metric: MetricDefinition?, atEpoch epoch: Int?, ofRecord record: String) -> String? {
    NASBench201Dataset.pointer(to: metric, atEpoch: epoch, ofRecord: record)
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader { NASBench201ArchiveReader(keys: keys) }

  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    guard let look = try PickleLook(probe, in: files), look.container == .bare || look.container == .compressed else {
      return nil
    }
    let isWhole = look.mentions("meta_archs")
    guard isWhole || look.mentions("all_results") else { return nil }
    // Results of the size space name their skeleton; its list of architectures holds no cells.
    let isTopology = look.mentions("|+|") && !look.mentions("infer.shape")
    let space = isTopology ? "topology" : "size"
    return RecognizedFile(
      format: "NATS-Bench, \(space) space, \(isWhole ? "file of all architectures" : "file of an architecture"), "
        + look.container.rawValue, layout: self, pipeline: "nats-bench-\(space)")
  }
}
