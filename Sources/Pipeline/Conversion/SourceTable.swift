import Core
import Ingest

/// Numbers the sources of an opened input: the files that it was made from where it tells them, else its own files.
struct SourceTable {
  let listing: Listing
  let reading: Reading
  let units: [RecognizedUnits]

  /// Gives the references in `spaces` their numbers.
  /// - Returns: the sources, sorted by release path.
  func number(_ spaces: inout [ReleasedSpace]) -> [SourceFile] {
    var own: Set<Int> = []
    var origins: Set<Origin> = []
    Self.forEachRun(&spaces) { run in
      if run.origins.isEmpty {
        for source in run.sources { own.insert(source.file) }
      } else {
        for origin in run.origins { origins.insert(Origin(path: origin.path, sha256: origin.sha256, pointer: "")) }
      }
    }
    var sources: [(path: String, file: SourceFile)] = []
    for file in own {
      let listed = listing.files[file]
      let contents = reading.contents[file]
      let layout = units.first { $0.units.contains { $0.files.contains(file) } }?.layout
      sources.append(
        (
          listed.releasePath,
          SourceFile(
            input: listed.input, path: listed.path, bytes: contents?.bytes ?? listed.size,
            sha256: contents?.sha256 ?? "", use: .records, parser: layout?.parser ?? "")
        ))
    }
    for origin in origins {
      let parts = origin.path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      sources.append(
        (
          origin.path,
          SourceFile(
            input: parts.count > 1 ? parts[0] : "", path: parts.last ?? "", bytes: 0, sha256: origin.sha256,
            use: .records, parser: "")
        ))
    }
    sources.sort { ($0.path, $0.file.sha256) < ($1.path, $1.file.sha256) }
    var numbers: [String: Int] = [:]
    for (number, source) in sources.enumerated() { numbers["\(source.path)\0\(source.file.sha256)"] = number }
    let ownNumbers = Dictionary(
      uniqueKeysWithValues: own.map { file in
        (file, numbers["\(listing.files[file].releasePath)\0\(reading.contents[file]?.sha256 ?? "")"] ?? 0)
      })
    Self.forEachRun(&spaces) { run in
      if run.origins.isEmpty {
        for index in run.sources.indices {
          run.sources[index].file = ownNumbers[run.sources[index].file] ?? 0
        }
      } else {
        run.sources = run.origins.map {
          SourceReference(file: numbers["\($0.path)\0\($0.sha256)"] ?? 0, pointer: $0.pointer)
        }
      }
    }
    return sources.map(\.file)
  }

  private static func forEachRun(_ spaces: inout [ReleasedSpace], _ body: (inout ReleasedRun) -> Void) {
    for space in spaces.indices {
      for task in spaces[space].tasks.indices {
        for group in spaces[space].tasks[task].groups.indices {
          for run in spaces[space].tasks[task].groups[group].runs.indices {
            body(&spaces[space].tasks[task].groups[group].runs[run])
          }
        }
      }
    }
  }
}
