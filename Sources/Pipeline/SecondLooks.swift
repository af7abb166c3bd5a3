import Bytes
import Core
import Ingest

/// Second looks at the sources of several layouts.
struct SecondLooks {
  private var looks: [SecondLook]
  /// The layout that reads each file, by index of the file.
  private var layouts: [Int: Int] = [:]
  private let units: [RecognizedUnits]
  /// For runs that are read again.
  private var rereadings: [SecondLook]
  /// The unit that was read again last, by its first file, and its runs.
  private var reread: (file: Int, runs: [RawRun])?

  /// - Parameter keys: the configuration keys that a run read again should hold.
  init(
    listing: Listing, units: [RecognizedUnits], keys: [String] = [], digest: @escaping @Sendable (RawSpan) -> String
  ) {
    let ingestor = Ingestor(listing: listing, digest: digest)
    self.units = units
    looks = units.map { ingestor.secondLook($0.layout) }
    rereadings = units.map { ingestor.secondLook($0.layout, configuration: keys) }
    // With one layout there is nothing to tell apart.
    guard units.count > 1 else { return }
    for (number, source) in units.enumerated() {
      for file in source.units.lazy.flatMap(\.files) { layouts[file] = number }
    }
  }

  /// The raw record behind `reference` as one strict JSON value, as far as it is parsable.
  mutating func record(at reference: SourceReference) -> String {
    looks.isEmpty ? "null" : looks[layouts[reference.file] ?? 0].record(at: reference)
  }

  /// Whether the configurations behind two logs are the same but for paths, addresses and time stamps.
  mutating func configurationsAgree(_ first: Int, _ second: Int) -> Bool {
    looks[layouts[first] ?? 0].configurationsAgree(first, second)
  }

  /// The run at `reference` as its sources tell it, nil where it is not found there again.
  mutating func evidence(at reference: SourceReference) -> Evidence? {
    let number = layouts[reference.file] ?? 0
    guard units.indices.contains(number),
      let unit = units[number].units.first(where: { $0.files.contains(reference.file) }), let first = unit.files.first
    else { return nil }
    if reread?.file != first { reread = (first, rereadings[number].runs(of: unit)) }
    guard let run = reread?.runs.first(where: { $0.sources.first == reference }) else { return nil }
    return Evidence(run, units[number].layout)
  }
}
