import Core
import JSON

/// Whether the counts of a manifest add up, and are those of the lists beside it.
struct ReleaseAccounts {
  let listing: ReleaseListing
  let records: ReleaseRecords

  static let manifest = "manifest.json"

  init(_ listing: ReleaseListing, _ records: ReleaseRecords) {
    self.listing = listing
    self.records = records
  }

  func check(_ report: inout ReleaseVerifier.Report) {
    let counts = listing.counts
    guard let read = counts["read"], let released = counts["released"], let duplicates = counts["exact_duplicates"],
      let conflicts = counts["conflicts"], let quarantined = counts["quarantined"]
    else {
      return report.add(
        Self.manifest, "counts \(counts.keys.sorted().joined(separator: ", "))",
        "read, released, exact_duplicates, conflicts and quarantined")
    }
    let sum = [released, duplicates, conflicts, quarantined].reduce(0) { $0 &+ $1 }
    if read != sum {
      report.add(
        Self.manifest, "\(read) runs read",
        "\(sum): \(released) released, \(duplicates) exact duplicates, \(conflicts) "
          + "conflicts and \(quarantined) quarantined")
    }
    checkIdentity(&report)
    checkReasons(rejected: conflicts &+ quarantined, conflicts: conflicts, &report)
    checkInputs(&report)
    checkRules(read: read, &report)
    checkKeptOut(&report)
  }

  /// The names, versions and digests of the manifest are texts of their kind.
  private func checkIdentity(_ report: inout ReleaseVerifier.Report) {
    for key in ["name", "version", "cellar_version"] where listing.manifest[key]?.string?.isEmpty != false {
      report.add(Self.manifest, "no '\(key)'", "a text")
    }
    for (key, value) in [
      ("pipeline_sha256", listing.manifest["pipeline_sha256"]),
      ("inputs.sha256", listing.manifest["inputs"]?["sha256"]),
    ] where !Self.isDigest(value?.string) {
      report.add(
        Self.manifest, "\(key) \(value?.string.map { "'\($0.prefix(80))'" } ?? "missing")", "64 hexadecimal digits")
    }
  }

  private static func isDigest(_ text: String?) -> Bool {
    guard let text else { return false }
    return text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// `by_code` against the quarantine, and both against the counts.
  private func checkReasons(rejected: Int, conflicts: Int, _ report: inout ReleaseVerifier.Report) {
    var stated: [String: Int] = [:]
    for member in listing.manifest["by_code"]?.members ?? [] { stated[member.key] = Int(member.value.integer ?? 0) }
    let sum = stated.values.reduce(0) { $0 &+ $1 }
    if sum != rejected { report.add(Self.manifest, "by_code adds up to \(sum)", "\(rejected) records kept out") }
    let code = RuleCode.identity.rawValue
    if stated[code, default: 0] != conflicts {
      report.add(Self.manifest, "\(conflicts) conflicts", "\(stated[code, default: 0]), as by_code has for \(code)")
    }
    guard let list = records.quarantine else {
      if rejected > 0, !listing.present.contains(ReleaseRecords.quarantineName) {
        report.add(ReleaseRecords.quarantineName, "no such file", "\(rejected) records kept out, as manifest.json says")
      }
      return
    }
    checkLines(ReleaseRecords.quarantineName, list, rejected, "records kept out", &report)
    guard list.isWhole else { return }
    var found: [String: Int] = [:]
    for line in list.records { if let reason = line.codes.first { found[reason.rawValue, default: 0] += 1 } }
    for code in Set(found.keys).union(stated.keys).sorted() where found[code, default: 0] != stated[code, default: 0] {
      report.add(
        Self.manifest, "by_code \(stated[code, default: 0]) for \(code)",
        "\(found[code, default: 0]), as \(ReleaseRecords.quarantineName) has")
    }
  }

  /// The list of inputs against what the manifest says of it.
  private func checkInputs(_ report: inout ReleaseVerifier.Report) {
    let stated = listing.manifest["inputs"]
    guard let list = records.inputs else {
      if !listing.present.contains(ReleaseRecords.inputsName) {
        report.add(ReleaseRecords.inputsName, "no such file", "the files that the release was made from")
      }
      return
    }
    checkLines(ReleaseRecords.inputsName, list, Int(stated?["files"]?.integer ?? 0), "input files", &report)
    if let digest = stated?["sha256"]?.string, list.digest != digest {
      report.add(ReleaseRecords.inputsName, "lines of another SHA-256", "\(digest), as manifest.json says")
    }
    guard list.isWhole else { return }
    let bytes = list.records.reduce(0) { $0 &+ $1.bytes }
    let unrecognized = list.records.count { $0.use == .unrecognized }
    for (key, found) in [("bytes", bytes), ("unrecognized", unrecognized)]
    where stated?[key]?.integer.map({ Int($0) }) != found {
      report.add(
        Self.manifest, "inputs.\(key) \(stated?[key]?.integer.map { "\($0)" } ?? "missing")",
        "\(found), as \(ReleaseRecords.inputsName) has")
    }
  }

  /// The number of lines of a list.
  func checkLines<Record>(
    _ name: String, _ list: ReleaseRecords.List<Record>, _ wanted: Int, _ what: String,
    _ report: inout ReleaseVerifier.Report
  ) {
    guard list.lineCount != wanted else { return }
    report.add(name, "\(list.lineCount) lines", "\(wanted) \(what), as manifest.json says")
  }
}
