import Bytes
import Core
import JSON

/// Whether the counts of a manifest add up, and are those of the lists beside it.
struct ReleaseAccounts {
  private let listing: ReleaseListing
  private let plugins: Plugins

  init(_ listing: ReleaseListing, _ plugins: Plugins) {
    self.listing = listing
    self.plugins = plugins
  }

  /// Bytes of the longest list that is counted.
  private static let limit = 4 << 30

  func check(_ report: inout ReleaseVerifier.Report) throws {
    let manifest = "manifest.json"
    let counts = listing.counts
    guard let read = counts["read"], let released = counts["released"], let duplicates = counts["exact_duplicates"],
      let conflicts = counts["conflicts"], let quarantined = counts["quarantined"]
    else {
      return report.add(
        manifest, "counts \(counts.keys.sorted().joined(separator: ", "))",
        "read, released, exact_duplicates, conflicts and quarantined")
    }
    let sum = [released, duplicates, conflicts, quarantined].reduce(0) { $0 &+ $1 }
    if read != sum {
      report.add(
        manifest, "\(read) runs read",
        "\(sum): \(released) released, \(duplicates) exact duplicates, \(conflicts) "
          + "conflicts and \(quarantined) quarantined")
    }
    let rejected = conflicts &+ quarantined
    let byCode = (listing.manifest["by_code"]?.members ?? []).reduce(0) { $0 &+ Int($1.value.integer ?? 0) }
    if byCode != rejected { report.add(manifest, "by_code adds up to \(byCode)", "\(rejected) records kept out") }
    check("quarantine.jsonl.gz", rejected, "records kept out", &report)
    let inputs = listing.manifest["inputs"]
    check(
      "inputs.jsonl.gz", Int(inputs?["files"]?.integer ?? 0), "input files", digest: inputs?["sha256"]?.string, &report)
    let findings = (listing.manifest["rules"]?.members ?? []).reduce(0) {
      $0 &+ Int($1.value["findings"]?.integer ?? 0)
    }
    check("findings.jsonl", findings, "findings", &report)
  }

  /// Checks the number of lines of a list.
  /// - Parameter digest: The SHA-256 of its lines, nil where none is told.
  private func check(
    _ name: String, _ wanted: Int, _ what: String, digest: String? = nil, _ report: inout ReleaseVerifier.Report
  ) {
    guard listing.present.contains(name) else { return }
    var buffer = ByteBuffer()
    do {
      try buffer.readFile(at: "\(listing.path)/\(name)", limit: Self.limit)
      let bytes = buffer.array
      let text = name.hasSuffix(".gz") ? try plugins.gzip.decompress(bytes.span, limit: Self.limit) : bytes
      let lines = text.count { $0 == UInt8(ascii: "\n") }
      if let digest, text.withBytes(plugins.digest) != digest {
        report.add(name, "lines of another SHA-256", "\(digest), as manifest.json says")
      }
      if lines != wanted { report.add(name, "\(lines) lines", "\(wanted) \(what), as manifest.json says") }
    } catch {
      report.add(name, "it cannot be read: \(error)", "\(wanted) lines")
    }
  }
}
