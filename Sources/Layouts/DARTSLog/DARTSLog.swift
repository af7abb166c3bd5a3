import Bytes
public import Core
import SearchSpaces

/// The text logs of the authors' `train.py` and `train_search.py`: `log.txt`, and the same lines as captured from the
/// standard output, in any number of runs one after another.
///
/// A run begins at the line of its arguments, which give architecture, seed, epoch budget and configuration. What
/// `train.py` calls `valid` is the test set of CIFAR-10; in `train_search.py` it is the held-out part of the training
/// set. The architecture of a search is the genotype of its last epoch.
/// Source: quark0/darts, `cnn/train.py`, `cnn/train_search.py`, `cnn/utils.py`, `cnn/genotypes.py`.
public struct DARTSLog: SelfDescribingLayout {
  public let id = "darts-log"
  public let parser = "darts-log/1"
  public let tasks = DARTSLogTask.allCases.map(\.schema)
  public let seedless = SeedlessRecords.unknown
  public let budgetKey = "epochs"
  private var genotypes = DARTSNamedGenotypes()

  public init() {}

  /// Options: `space`, the space whose notation encodings take (`darts` or `darts-extended`), and `genotypes`, a mapping
  /// of names that may stand as `arch` to genotypes.
  public func configured(with options: LayoutOption) throws(LayoutOptionError) -> any SourceLayout {
    let members = try options.members(["space", "genotypes"])
    var layout = self
    if let space = members["space"] {
      layout.genotypes.isExtended =
        try space.choice([DARTS().id, DARTSExtended().id].map(\.rawValue)) != DARTS().id.rawValue
    }
    for entry in try members["genotypes"]?.entries() ?? [] {
      layout.genotypes.named[entry.key] = try layout.genotypes.encoding(given: entry.value)
    }
    return layout
  }

  public func makeReader(configuration keys: [String]) -> any SourceReader {
    DARTSLogReader(keys: keys, genotypes: genotypes)
  }

  /// A text that has the arguments of a run, or an epoch of one, among its first lines.
  public func recognize(_ probe: FileProbe, in files: any FileSource) throws(RefusedFile) -> RecognizedFile? {
    guard probe.head.withBytes({ DARTSLogParser.begins($0) }) else { return nil }
    return RecognizedFile(
      format: "log of DARTS", layout: self, pipeline: "darts",
      surroundings: RecognizedFile.Surroundings(depth: 0, record: probe.name))
  }
}
