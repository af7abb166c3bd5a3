import Bytes
import Core
import Ingest

/// Second looks at the sources of several layouts.
struct SecondLooks {
  private var looks: [SecondLook]
  /// The layout that reads each file, by index of the file.
  private var layouts: [Int: Int] = [:]

  init(listing: Listing, units: [RecognizedUnits], digest: @escaping @Sendable (RawSpan) -> String) {
    let ingestor = Ingestor(listing: listing, digest: digest)
    looks = units.map { ingestor.secondLook($0.layout) }
    // With one layout there is nothing to tell apart.
    guard units.count > 1 else { return }
    for (number, source) in units.enumerated() {
      for file in source.units.lazy.flatMap(\.files) { layouts[file] = number }
    }
  }

  /// The raw record behind `reference` as one strict JSON value, as far as it is parsable.
  mutating func record(at reference: SourceReference) -> String {
    looks[layouts[reference.file] ?? 0].record(at: reference)
  }

  /// Whether the configurations behind two logs are the same but for paths, addresses and time stamps.
  mutating func configurationsAgree(_ first: Int, _ second: Int) -> Bool {
    looks[layouts[first] ?? 0].configurationsAgree(first, second)
  }
}
